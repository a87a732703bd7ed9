import { CURRENCIES } from '#app/kernel/money.ts';
import { after } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BalanceLine } from '#app/platform/stripe.server.ts';
import { bookMovements } from './book-movements.server.ts';
import { type Counterpart, findCounterpart } from './find-counterpart.server.ts';
import { healBalanceLine } from './heal-balance-line.server.ts';
import { noteLine } from './note-line.server.ts';
import { IN_FLIGHT_MS, isStripesOwn, movementsOf, type Verdict } from './reconciliation.ts';

const ACTOR = { actor: 'worker', origin: 'job:reconcile' };

/** Finds the counterpart of one line of Stripe's, healing what has none, and writes down how they agree. */
export async function reconcileLine(
  db: Db,
  input: { runId: string; line: BalanceLine; now: Date },
): Promise<{ healed: boolean }> {
  const { runId, line, now } = input;
  await bookMovements(db, { ...ACTOR, line, now });
  let counterpart: Counterpart | null = null;
  let healed = false;
  if (!isStripesOwn(line)) {
    counterpart = await findCounterpart(db, line);
    if (!counterpart) {
      await healBalanceLine(db, { ...ACTOR, line, now });
      counterpart = await findCounterpart(db, line);
      healed = counterpart !== null;
    }
  }
  await noteLine(db.pool, {
    id: line.id,
    runId,
    source: 'stripe',
    type: line.type,
    currency: line.currency,
    stripeMinor: line.amountMinor,
    oursMinor: counterpart?.oursMinor ?? null,
    feeMinor: line.feeMinor,
    settled: line.settled,
    transferKey: counterpart?.transferKey ?? null,
    verdict: verdictOf(line, counterpart, now),
    happenedAt: line.createdAt,
    now,
  });
  return { healed };
}

/** The kinds of lines that have a counterpart here. */
const KNOWN = [
  'charge',
  'payment',
  'refund',
  'payment_refund',
  'refund_failure',
  'payment_failure_refund',
  'transfer',
  'transfer_refund',
  'transfer_cancel',
  'transfer_failure',
  'adjustment',
];

/** Whether books of a currency are kept here. */
const isKept = (currency: string) => CURRENCIES.some((one) => one === currency);

function verdictOf(line: BalanceLine, counterpart: Counterpart | null, now: Date): Verdict {
  if (movementsOf(line).some(({ currency }) => !isKept(currency))) return 'unknown';
  if (isStripesOwn(line)) return 'booked';
  if (counterpart) return counterpart.oursMinor === line.amountMinor ? 'matched' : 'amount_differs';
  if (!KNOWN.includes(line.type)) return 'unknown';
  return line.createdAt > after(now, -IN_FLIGHT_MS) ? 'in_flight' : 'missing_here';
}
