import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { writeOfPayout } from './write-of-payouts.server.ts';

/**
 * Notes how a payment from a seller's account at Stripe to its bank stands. One that the bank did not take is told of by mail,
 * once. No money of ours moves by it: it lies in the seller's account at Stripe.
 * @returns `ignored` where the account is nobody's here
 */
export async function noteBankPayout(
  db: Db,
  input: { stripeAccountId: string; bankPayoutId: string; now: Date },
): Promise<'noted' | 'ignored'> {
  const { stripeAccountId, bankPayoutId, now } = input;
  const owner = await db.prisma.payoutAccount.findUnique({ where: { stripeAccountId } });
  if (!owner) return 'ignored';
  const { organisationId } = owner;
  const shown = await db.stripe.readBankPayout({ accountId: stripeAccountId, payoutId: bankPayoutId });
  const recipients = await readRecipients(db, organisationId);
  await db.prisma.$transaction(async (tx) => {
    const { id, ...rest } = shown;
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const before = await tx.accountPayout.findUnique({ where: { id } });
    // An answer that was overtaken does not set it back, and what failed stays so.
    if (before && (before.updatedAt > now || before.status === 'failed')) return;
    await tx.accountPayout.upsert({
      where: { id },
      create: { id, organisationId, ...rest, updatedAt: now },
      update: { status: rest.status, failureCode: rest.failureCode, updatedAt: now },
    });
    if (shown.status !== 'failed') return;
    await writeOfPayout(tx, db, {
      template: 'bank_payout_failed',
      recipients,
      money: shown,
      reason: shown.failureCode ?? '',
      now,
    });
  });
  return 'noted';
}
