import { accountOf, platformAccount } from '#app/domain/billing/accounts.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { postTransfers, type Transfer } from '#app/domain/billing/post-transfers.server.ts';
import type { Quote, Temperature } from '#app/domain/pricing/cold-start.ts';
import { quoteToJson } from '#app/domain/pricing/quote-json.ts';
import { assert } from '#app/kernel/assert.ts';
import { momentOf } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { HOUR_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { jobsOfIds } from '#app/platform/job-kind.ts';
import { enqueue, type Queue } from '#app/platform/queue.server.ts';
import type { AuctionRecord } from './auction-record.ts';
import { heatOf } from './heat-of.ts';
import { saleRecorded } from './jobs.ts';

/** A sale that is decided: the lead, the order and the wallet it takes from are locked. */
export type NewSale = {
  readonly id: string;
  readonly leadId: string;
  readonly offerId: string;
  /** Null when it was bought singly on the open market. */
  readonly orderId: string | null;
  readonly sellerOrganisationId: string;
  readonly buyerOrganisationId: string;
  readonly currency: Currency;
  readonly askMinor: bigint;
  /** The most the buyer would have paid. */
  readonly topPriceMinor: bigint;
  readonly priceMinor: bigint;
  readonly feeMinor: bigint;
  readonly quote: Quote;
  readonly auction: AuctionRecord;
  readonly disputeWindowHours: number;
  readonly temperature: Temperature;
};

/**
 * Writes sales with their charge, the seller's held share and the jobs that tell both sides, in the caller's
 * transaction.
 * @throws Refusal `insufficient_funds` when a buyer's wallet holds less than its sales cost
 */
export async function recordSales(
  tx: Queryable,
  queue: Queue,
  input: { sales: readonly NewSale[]; actor: string; origin: string; now: Date },
): Promise<void> {
  if (input.sales.length === 0) return;
  for (const sale of input.sales) {
    assert(
      sale.priceMinor >= sale.askMinor && sale.priceMinor <= sale.topPriceMinor,
      'a price lies in [ask, top price]',
    );
    assert(
      momentOf(sale.id) === input.now.getTime(),
      'a sale is named by its moment: lists rely on the order of the ids',
    );
  }
  await openSellerAccounts(tx, input.sales, input.now);
  await insertSales(tx, input.sales, input.now);
  await countOnOrders(tx, input.sales, input.now);
  await postTransfers(tx, {
    transfers: input.sales.flatMap(transfersOf),
    actor: input.actor,
    origin: input.origin,
    now: input.now,
  });
  await enqueue(queue, tx, saleRecorded, jobsOfIds(input.sales.map(({ id }) => id)));
}

/** What a sale moves: the seller's share into its hold, the platform's fee; both from the buyer's wallet. */
function transfersOf(sale: NewSale): Transfer[] {
  const { currency, id: subjectId } = sale;
  const debitAccountId = accountOf(sale.buyerOrganisationId, 'spendable', currency);
  const share: Transfer = {
    key: `sale_share:${sale.id}`,
    kind: 'sale_share',
    debitAccountId,
    creditAccountId: accountOf(sale.sellerOrganisationId, 'pending', currency),
    currency,
    amountMinor: sale.priceMinor - sale.feeMinor,
    subjectId,
  };
  const fee: Transfer = {
    key: `sale_fee:${sale.id}`,
    kind: 'sale_fee',
    debitAccountId,
    creditAccountId: platformAccount('fees', currency),
    currency,
    amountMinor: sale.feeMinor,
    subjectId,
  };
  return sale.feeMinor > 0n ? [share, fee] : [share];
}

/** A seller's first sale in a currency opens its accounts; later ones find them by one look-up. */
async function openSellerAccounts(tx: Queryable, sales: readonly NewSale[], now: Date): Promise<void> {
  const pending = sales.map((sale) => accountOf(sale.sellerOrganisationId, 'pending', sale.currency));
  const { rows } = await tx.query<{ id: string }>({
    name: 'find-accounts',
    text: 'SELECT id FROM account WHERE id = ANY ($1)',
    values: [pending],
  });
  const open = new Set(rows.map((row) => row.id));
  // In the order of the ids, so that two batches with the same new sellers cannot deadlock.
  for (const { sellerOrganisationId: organisationId, currency } of [...sales].sort(bySeller)) {
    const id = accountOf(organisationId, 'pending', currency);
    if (open.has(id)) continue;
    await openAccounts(tx, { organisationId, currency, now });
    open.add(id);
  }
}

function bySeller(a: NewSale, b: NewSale): number {
  if (a.sellerOrganisationId !== b.sellerOrganisationId)
    return a.sellerOrganisationId < b.sellerOrganisationId ? -1 : 1;
  return a.currency < b.currency ? -1 : 1;
}

async function insertSales(tx: Queryable, sales: readonly NewSale[], now: Date): Promise<void> {
  await tx.query({
    name: 'insert-sales',
    text: `INSERT INTO sale (id, lead_id, offer_id, order_id, seller_organisation_id, buyer_organisation_id, currency, ask_minor,
             top_price_minor, price_minor, fee_minor, quote, auction, status, sold_at, dispute_until, untouched_heat)
           SELECT id, lead_id, offer_id, order_id, seller, buyer, currency, ask, top_price, price, fee, quote, auction, 'held', $2, dispute_until,
             heat
           FROM json_to_recordset($1) AS s (id text, lead_id text, offer_id text, order_id text, seller text, buyer text, currency text,
             ask bigint, top_price bigint, price bigint, fee bigint, quote jsonb, auction jsonb, dispute_until timestamptz, heat smallint)`,
    values: [
      JSON.stringify(
        sales.map((sale) => ({
          id: sale.id,
          lead_id: sale.leadId,
          offer_id: sale.offerId,
          order_id: sale.orderId,
          seller: sale.sellerOrganisationId,
          buyer: sale.buyerOrganisationId,
          currency: sale.currency,
          ask: sale.askMinor.toString(),
          top_price: sale.topPriceMinor.toString(),
          price: sale.priceMinor.toString(),
          fee: sale.feeMinor.toString(),
          quote: quoteToJson(sale.quote),
          auction: sale.auction,
          dispute_until: new Date(now.getTime() + sale.disputeWindowHours * HOUR_MS),
          heat: heatOf(sale.temperature),
        })),
      ),
      now,
    ],
  });
}

/** Counts sales on their orders; a counter of a period that is over starts anew, and none ever goes back to an earlier one. */
async function countOnOrders(tx: Queryable, sales: readonly NewSale[], now: Date): Promise<void> {
  const bought = new Map<string, { copies: number; spentMinor: bigint }>();
  for (const { orderId, priceMinor } of sales) {
    if (orderId === null) continue;
    const before = bought.get(orderId) ?? { copies: 0, spentMinor: 0n };
    bought.set(orderId, { copies: before.copies + 1, spentMinor: before.spentMinor + priceMinor });
  }
  if (bought.size === 0) return;
  await tx.query({
    name: 'count-on-orders',
    text: `
      UPDATE standing_order o SET
        hour_count = CASE WHEN hour_start = n.hour THEN hour_count ELSE 0 END + n.copies, hour_start = n.hour,
        day_count = CASE WHEN day_start = n.day THEN day_count ELSE 0 END + n.copies,
        day_spent_minor = CASE WHEN day_start = n.day THEN day_spent_minor ELSE 0 END + n.spent, day_start = n.day,
        week_count = CASE WHEN week_start = n.week THEN week_count ELSE 0 END + n.copies, week_start = n.week,
        month_count = CASE WHEN month_start = n.month THEN month_count ELSE 0 END + n.copies,
        month_spent_minor = CASE WHEN month_start = n.month THEN month_spent_minor ELSE 0 END + n.spent, month_start = n.month,
        total_spent_minor = total_spent_minor + n.spent, last_sold_at = greatest(last_sold_at, $2)
      FROM (
        SELECT s.id, b.copies, b.spent,
          greatest(s.hour_start, date_trunc('hour', $2::timestamptz, s.timezone)) AS hour,
          greatest(s.day_start, date_trunc('day', $2::timestamptz, s.timezone)) AS day,
          greatest(s.week_start, date_trunc('week', $2::timestamptz, s.timezone)) AS week,
          greatest(s.month_start, date_trunc('month', $2::timestamptz, s.timezone)) AS month
        FROM json_to_recordset($1) AS b (id text, copies int, spent bigint)
        JOIN standing_order s ON s.id = b.id AND s.id = ANY ($3)
      ) n WHERE o.id = n.id AND o.id = ANY ($3)`,
    values: [
      JSON.stringify(
        [...bought].map(([id, { copies, spentMinor }]) => ({ id, copies, spent: spentMinor.toString() })),
      ),
      now,
      [...bought.keys()],
    ],
  });
}
