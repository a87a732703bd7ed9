import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { openAccounts } from './open-accounts.server.ts';
import { checkRechargeTerms, type RechargeTerms } from './recharge.ts';

type Plan = {
  readonly warnMinor: bigint | null;
  /** What it is recharged by; null turns it off and keeps what was set. */
  readonly recharge: (RechargeTerms & { readonly cardId: string }) | null;
};

/**
 * Sets how a wallet is looked after, and turns automatic recharge on or off. On after a halt it charges again.
 * @throws Refusal `recharge_card_unknown` and those of `checkRechargeTerms`
 */
export async function planRecharge(
  db: Db,
  input: Actor & { organisationId: string; currency: Currency; plan: Plan; now: Date },
): Promise<void> {
  const { organisationId, currency, plan, now } = input;
  const { recharge, warnMinor } = plan;
  if (recharge) checkRechargeTerms(recharge, currency);
  await openAccounts(db.pool, { organisationId, currency, now });
  const set = recharge
    ? { ...recharge, state: 'on', haltCode: null, warnMinor, updatedAt: now }
    : { state: 'off', haltCode: null, warnMinor, updatedAt: now };
  await db.prisma.$transaction(async (tx) => {
    if (recharge) {
      const cards = await tx.$queryRaw<unknown[]>`SELECT id FROM payment_card WHERE id = ${recharge.cardId}
        AND organisation_id = ${organisationId} AND removed_at IS NULL FOR SHARE`;
      if (cards.length === 0) throw new Refusal('recharge_card_unknown');
    }
    await tx.rechargePlan.upsert({
      where: { organisationId_currency: { organisationId, currency } },
      create: { organisationId, currency, createdAt: now, ...set },
      update: set,
    });
    await recordAudit(tx, {
      ...input,
      action: recharge ? 'recharge.on' : 'recharge.off',
      subjectId: `${organisationId}:${currency}`,
      details: { currency, warnMinor, ...recharge },
    });
  });
}
