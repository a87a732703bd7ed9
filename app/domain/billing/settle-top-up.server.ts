import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CheckoutPage } from '#app/platform/stripe.server.ts';
import { platformAccount } from './accounts.ts';
import { creditWallet } from './credit-wallet.server.ts';
import { keepCard } from './keep-card.server.ts';
import { noteCharge } from './note-charge.server.ts';
import { TOP_UP_COLUMNS, type TopUpRow } from './top-up-row.ts';

/** `known`: it was settled before. `differs`: Stripe names another amount or page than was asked for; nothing is booked. */
export type Settled = 'credited' | 'known' | 'expired' | 'failed' | 'waiting' | 'differs' | 'ignored';

/**
 * Books what became of a payment page. However often and in whatever order it is told, a paid one is credited once: also
 * one that was thought to have expired.
 * @param input.page as Stripe shows it now, not as an event once showed it
 * @param input.hasFailed whether the bank refused after the payer was done, which the page does not show
 */
export function settleTopUp(
  db: Db,
  input: Actor & { page: CheckoutPage; hasFailed?: boolean; now: Date },
): Promise<Settled> {
  const { page } = input;
  return transact(db.pool, async (tx) => {
    const { rows } = await tx.query<TopUpRow>(
      `SELECT ${TOP_UP_COLUMNS} FROM top_up WHERE id = $1 FOR UPDATE`,
      [page.reference],
    );
    const [topUp] = rows;
    if (!topUp) return 'ignored';
    if (!isThePageOf(topUp, page)) {
      db.log.error({ topUpId: topUp.id, pageId: page.id }, 'payment page differs from its top-up');
      return 'differs';
    }
    if (topUp.status === 'paid') return 'known';
    if (page.isPaid) return credit(tx, topUp, input);
    const status = page.status === 'expired' ? 'expired' : input.hasFailed ? 'failed' : null;
    if (status === null) return 'waiting';
    if (topUp.status !== 'open') return 'known';
    await tx.query('UPDATE top_up SET status = $2, stripe_session_id = $3 WHERE id = $1', [
      topUp.id,
      status,
      page.id,
    ]);
    return status;
  });
}

function isThePageOf(topUp: TopUpRow, page: CheckoutPage): boolean {
  return (
    (topUp.pageId === null || topUp.pageId === page.id) &&
    topUp.amountMinor === page.amountMinor &&
    topUp.currency === page.currency
  );
}

async function credit(
  tx: Tx,
  topUp: TopUpRow,
  { page, actor, origin, now }: Parameters<typeof settleTopUp>[1],
): Promise<Settled> {
  const { id, organisationId, currency, amountMinor } = topUp;
  await tx.query(
    `UPDATE top_up SET status = 'paid', paid_at = $2, stripe_session_id = $3, payment_intent_id = $4 WHERE id = $1`,
    [id, now, page.id, page.paymentIntentId],
  );
  await creditWallet(tx, {
    actor,
    origin,
    organisationId,
    transfer: {
      key: `top_up:${id}`,
      kind: 'top_up',
      debitAccountId: platformAccount('stripe_clearing', currency),
      currency,
      amountMinor,
      subjectId: id,
    },
    now,
  });
  if (page.paymentIntentId !== null) {
    await noteCharge(tx, { ...topUp, paymentIntentId: page.paymentIntentId, card: page.card, now });
  }
  if (topUp.savesCard) await keepCard(tx, { organisationId, page, now });
  return 'credited';
}
