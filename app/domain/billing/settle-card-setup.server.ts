import { newId } from '#app/kernel/ids.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { CheckoutPage } from '#app/platform/stripe.server.ts';
import type { KeptCard } from '#app/platform/stripe-cards.server.ts';
import type { CardSetupStatus } from './card-setup.ts';
import { forgetCardJob } from './jobs.ts';
import { keepCard } from './keep-card.server.ts';

/** `known`: it was settled before. `differs`: Stripe names another page or customer than ours; nothing is kept. */
export type CardSetupSettled = 'saved' | 'not_kept' | 'known' | 'expired' | 'waiting' | 'differs' | 'ignored';

type Row = { id: string; organisationId: string; status: CardSetupStatus; pageId: string | null };

/**
 * Keeps the card of a page on which nothing was paid. However often and in whatever order it is told, it is kept once, and
 * not again after it was removed.
 * @param input.page as Stripe shows it now, not as an event once showed it
 */
export function settleCardSetup(db: Db, input: { page: CheckoutPage; now: Date }): Promise<CardSetupSettled> {
  const { page, now } = input;
  return transact(db.pool, async (tx) => {
    const { rows } = await tx.query<Row>(
      `SELECT id, organisation_id AS "organisationId", status, stripe_session_id AS "pageId"
       FROM card_setup WHERE id = $1 FOR NO KEY UPDATE`,
      [page.reference],
    );
    const [row] = rows;
    if (!row) return 'ignored';
    if (row.pageId !== null && row.pageId !== page.id) return differs(db, row, page);
    if (row.status === 'saved' || row.status === 'not_kept') return 'known';
    if (page.status === 'complete') {
      const isOurs = await isCustomerOf(tx, row, page);
      return page.card && isOurs ? keep(db, tx, row, { ...input, card: page.card }) : differs(db, row, page);
    }
    if (page.status !== 'expired') return 'waiting';
    if (row.status !== 'open') return 'known';
    await end(tx, { row, page, status: 'expired', cardId: null, now });
    return 'expired';
  });
}

function differs(db: Db, row: Row, page: CheckoutPage): CardSetupSettled {
  db.log.error({ setupId: row.id, pageId: page.id }, 'page differs from the card it was to keep');
  return 'differs';
}

async function isCustomerOf(tx: Tx, row: Row, page: CheckoutPage): Promise<boolean> {
  const { rowCount } = await tx.query(
    'SELECT FROM payment_customer WHERE organisation_id = $1 AND stripe_customer_id = $2',
    [row.organisationId, page.customerId],
  );
  return rowCount === 1;
}

async function keep(
  db: Db,
  tx: Tx,
  row: Row,
  input: { page: CheckoutPage; card: KeptCard; now: Date },
): Promise<CardSetupSettled> {
  const { page, card, now } = input;
  const { organisationId } = row;
  const cardId = await keepCard(tx, { organisationId, page, now });
  const status = cardId === null ? 'not_kept' : 'saved';
  if (cardId === null && card.isAttached) await giveUp(db, tx, { organisationId, card, now });
  await end(tx, { row, page, status, cardId, now });
  return status;
}

/** Stripe holds a card that is not kept here: it is written down as removed, so that Stripe is made to forget it. */
async function giveUp(
  db: Db,
  tx: Tx,
  { organisationId, card, now }: { organisationId: string; card: KeptCard; now: Date },
): Promise<void> {
  const id = newId('card', now.getTime());
  await tx.query(
    `INSERT INTO payment_card (id, organisation_id, stripe_payment_method_id, brand, last4, expires_month, expires_year,
       fingerprint, created_at, removed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [
      id,
      organisationId,
      card.paymentMethodId,
      card.brand,
      card.last4,
      card.expiresMonth,
      card.expiresYear,
      card.fingerprint,
      now,
    ],
  );
  await enqueue(db.queue, tx, forgetCardJob, [{ cardId: id }]);
}

async function end(
  tx: Tx,
  input: {
    row: Row;
    page: CheckoutPage;
    status: CardSetupStatus;
    cardId: string | null;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `UPDATE card_setup SET status = $2, card_id = $3, stripe_session_id = $4, settled_at = $5 WHERE id = $1`,
    [input.row.id, input.status, input.cardId, input.page.id, input.now],
  );
}
