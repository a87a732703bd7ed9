import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { checkCharge } from './card-amounts.ts';
import { openAccounts } from './open-accounts.server.ts';
import { openPaymentPage } from './open-payment-page.server.ts';
import { OPEN_TOP_UPS_LIMIT } from './top-up.ts';
import { type TopUpRow, toTopUp } from './top-up-row.ts';

/**
 * Begins a payment by card. The wallet is credited when Stripe says that it is paid, never before.
 * @param input.savesCard whether the payer agrees to have the card kept for later payments
 * @returns where the payer goes
 * @throws Refusal `top_up_too_small`, `top_up_too_large`, `top_up_not_whole`, `top_ups_open_limit`, `payment_not_taken`,
 * `payments_unreachable`
 */
export async function startTopUp(
  db: Db,
  input: Actor & { organisationId: string; money: Money; savesCard?: boolean; now: Date },
): Promise<{ topUpId: string; url: string }> {
  const { organisationId, money, now } = input;
  checkCharge(money);
  await openAccounts(db.pool, { organisationId, currency: money.currency, now });
  const topUp = await noteTopUp(db, input);
  const page = await openPaymentPage(db, topUp).catch((error) => explain(db, topUp.id, error));
  if (page.url === null) throw new Refusal('payments_unreachable');
  return { topUpId: topUp.id, url: page.url };
}

function noteTopUp(db: Db, input: Parameters<typeof startTopUp>[1]): Promise<TopUpRow> {
  const { organisationId, money, now } = input;
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const open = await tx.topUp.count({ where: { organisationId, status: 'open' } });
    if (open >= OPEN_TOP_UPS_LIMIT) throw new Refusal('top_ups_open_limit', { limit: OPEN_TOP_UPS_LIMIT });
    const row = await tx.topUp.create({
      data: {
        id: newId('topup', now.getTime()),
        organisationId,
        currency: money.currency,
        amountMinor: money.amountMinor,
        status: 'open',
        savesCard: input.savesCard ?? false,
        createdBy: input.actor,
        createdAt: now,
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'top_up.started',
      subjectId: row.id,
      details: { ...money, savesCard: row.savesCard },
    });
    return toTopUp(row);
  });
}

/** A refusal ends the top-up; anything else leaves it open, and `heal-payments` finds out what became of it. */
async function explain(db: Db, topUpId: string, error: unknown): Promise<never> {
  if (error instanceof StripeRefused) {
    await db.prisma.topUp.updateMany({ where: { id: topUpId, status: 'open' }, data: { status: 'failed' } });
    throw new Refusal('payment_not_taken', { reason: error.code });
  }
  db.log.warn({ err: error, topUpId }, 'payment page not opened');
  throw new Refusal('payments_unreachable');
}
