import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Currency, Money } from '#app/kernel/money.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { majorOf } from './write-money.ts';

/**
 * Tells a seller's owners and managers what became of a payout, in the caller's transaction.
 * @param input.recipients read before the transaction began, so that it holds no second connection
 * @param input.reason the code of why: Stripe's own of a failure, ours of what came back
 */
export async function writeOfPayout(
  tx: PrismaTx,
  db: Db,
  input: {
    template: 'payout_failed' | 'payout_came_back' | 'bank_payout_failed';
    recipients: readonly string[];
    money: Money | { amountMinor: bigint; currency: string };
    reason: string;
    now: Date;
  },
): Promise<void> {
  const { template, money, reason, now } = input;
  const amount = `${majorOf(money.amountMinor)} ${money.currency as Currency}`;
  for (const recipient of input.recipients)
    await queueMail(tx, db, { recipient, template, params: { amount, reason }, now });
}
