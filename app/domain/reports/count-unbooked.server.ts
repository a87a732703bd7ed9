import {
  IN_FLIGHT_MS,
  isOfDispute,
  isOfFailedRefund,
  movementsOf,
  signedMinor,
} from '#app/domain/billing/reconciliation.ts';
import { after, DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { BalanceLine, Stripe } from '#app/platform/stripe.server.ts';

const PAGES_LIMIT = 50;

/**
 * What Stripe did by itself with our balance and the nightly reconciliation has not booked yet: fees, money between it and our
 * bank, what it converted, and disputes and failed refunds of the last minutes whose event is on its way.
 * @returns by currency, minor units, below zero for what left; null when there is too much to read
 */
export async function countUnbooked(
  db: Queryable,
  stripe: Stripe,
  now: Date,
): Promise<Map<string, bigint> | null> {
  const { rows } = await db.query<{ from: Date | null }>(
    `SELECT coalesce((SELECT max(read_until) - interval '3 hours' FROM reconciliation_run),
       (SELECT min(t.created_at) - interval '1 hour' FROM transfer t JOIN account a ON a.id = t.debit_account_id
        WHERE a.kind = 'stripe_clearing')) AS "from"`,
  );
  const from = rows[0]?.from ?? after(now, -DAY_MS);
  const sums = new Map<string, bigint>();
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_LIMIT; page += 1) {
    const read = await stripe.listBalanceLines({ from, until: after(now, HOUR_MS), after: cursor });
    for (const line of await unbookedOf(db, read.lines, now))
      sums.set(line.currency, (sums.get(line.currency) ?? 0n) + line.amountMinor);
    if (!read.hasMore) return sums;
    cursor = read.lines.at(-1)?.id ?? null;
  }
  return null;
}

type Unbooked = { readonly currency: string; readonly amountMinor: bigint };

async function unbookedOf(db: Queryable, lines: readonly BalanceLine[], now: Date): Promise<Unbooked[]> {
  const ids = lines.map(({ id }) => id);
  const disputes = lines.filter(isOfDispute).map(({ sourceId }) => sourceId);
  const failedRefunds = lines.filter(isOfFailedRefund).map(({ sourceId }) => sourceId);
  // One after the other: the books are checked by one connection.
  const { rows: booked } = await db.query<{ id: string }>(
    'SELECT balance_transaction_id AS id FROM stripe_movement WHERE balance_transaction_id = ANY ($1)',
    [ids],
  );
  const { rows: known } = await db.query<{ id: string; withdrawn: boolean; reinstated: boolean }>(
    `SELECT stripe_dispute_id AS id, withdrawn_at IS NOT NULL AS withdrawn, reinstated_at IS NOT NULL AS reinstated
     FROM chargeback WHERE stripe_dispute_id = ANY ($1)`,
    [disputes],
  );
  const { rows: sent } = await db.query<{ id: string }>(
    `SELECT stripe_refund_id AS id FROM card_refund WHERE stripe_refund_id = ANY ($1) AND status = 'sent'`,
    [failedRefunds],
  );
  const bookedIds = new Set(booked.map(({ id }) => id));
  const sentRefunds = new Set(sent.map(({ id }) => id));
  const knownOf = new Map(known.map((one) => [one.id, one]));
  return lines.flatMap((line) => {
    const { currency, amountMinor } = line;
    const isRecent = line.createdAt > after(now, -IN_FLIGHT_MS);
    const own = bookedIds.has(line.id)
      ? []
      : movementsOf(line).map((one) => ({ currency: one.currency, amountMinor: signedMinor(one) }));
    if (isOfDispute(line)) {
      const row = knownOf.get(line.sourceId ?? '');
      const isBooked = amountMinor < 0n ? row?.withdrawn : row?.reinstated;
      // A fee in another currency is booked from the line, and not as the chargeback's cost.
      const costMinor = line.settled ? 0n : line.feeMinor;
      return isRecent && !isBooked ? [{ currency, amountMinor: amountMinor - costMinor }, ...own] : own;
    }
    if (isOfFailedRefund(line)) {
      const isBooked = !sentRefunds.has(line.sourceId ?? '');
      return isRecent && !isBooked ? [{ currency, amountMinor }, ...own] : own;
    }
    return own;
  });
}
