import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { PAYOUT_COUNTRIES } from './payout-account.ts';
import { columnsOf } from './refresh-payout-account.server.ts';

/**
 * Leads a seller to where Stripe asks what it must know before it pays out. An organisation has one account: the first
 * time opens it, every other goes on with it.
 * @param input.country where the bank account is; null goes on with the account there is
 * @returns where the owner goes: an address that is good once and for minutes
 * @throws Refusal `payout_country_unknown`, `payout_account_missing`, `payout_account_refused`, `payments_unreachable`
 */
export async function startOnboarding(
  db: Db,
  input: Actor & { organisationId: string; country: string | null; now: Date },
): Promise<string> {
  const { organisationId, country } = input;
  if (country !== null && !PAYOUT_COUNTRIES.includes(country)) throw new Refusal('payout_country_unknown');
  const known = await db.prisma.payoutAccount.findUnique({ where: { organisationId } });
  if (!known && country === null) throw new Refusal('payout_account_missing');
  try {
    const accountId = known?.stripeAccountId ?? (await openAccount(db, { ...input, country: country ?? '' }));
    return await db.stripe.openOnboarding({
      accountId,
      returnPath: '/sell/earnings/onboarding?step=return',
      refreshPath: '/sell/earnings/onboarding?step=refresh',
    });
  } catch (error) {
    if (error instanceof StripeRefused) throw new Refusal('payout_account_refused', { reason: error.code });
    db.log.warn({ err: error, organisationId }, 'onboarding not opened');
    throw new Refusal('payments_unreachable');
  }
}

/** Two who do it at once get the same account: by the key at Stripe, and by whoever notes it first here. */
async function openAccount(
  db: Db,
  input: Actor & { organisationId: string; country: string; now: Date },
): Promise<string> {
  const { organisationId, country, now } = input;
  const account = await db.stripe.openAccount({
    key: `account:${organisationId}:${country}`,
    country,
    reference: organisationId,
  });
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.payoutAccount.createMany({
      data: {
        organisationId,
        stripeAccountId: account.id,
        ...columnsOf(account),
        createdAt: now,
        updatedAt: now,
      },
      skipDuplicates: true,
    });
    if (count === 1) {
      await recordAudit(tx, {
        ...input,
        action: 'payout_account.opened',
        subjectId: organisationId,
        details: { country, account: account.id },
      });
    }
    const stands = await tx.payoutAccount.findUniqueOrThrow({ where: { organisationId } });
    return stands.stripeAccountId;
  });
}
