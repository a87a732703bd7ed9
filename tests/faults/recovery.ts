import { pause } from '#app/kernel/time.ts';
import type { Stage } from './stage.ts';

const POLL_MS = 100;
const JOBS = [
  'lead-accepted',
  'leads-imported',
  'lead-settled',
  'sale-recorded',
  'deliver-webhook',
  'work-stripe-event',
  'send-payout',
  'send-recharge',
  'recharge-moved',
  'send-card-refund',
];

/** What still has to happen. */
export type Rest = {
  /** Leads that wait for their verdict. */
  readonly waiting: number;
  /** Messages about sales that are not delivered. */
  readonly undelivered: number;
  /** Pages that are paid and not credited. */
  readonly uncredited: number;
  /** Payouts that are decided, and neither arrived nor came back. */
  readonly payouts: number;
  /** Recharges and refunds to cards that are decided, and not passed on. */
  readonly cards: number;
  /** Events of Stripe's that are taken in and not worked. */
  readonly events: number;
  /** Open jobs of any age. */
  readonly jobs: number;
  /** Posts of events that wait at Stripe, of any age. */
  readonly posts: number;
};

/** What still has to happen to what came until a moment. */
async function restOf({ owner, topUps, installation }: Stage, until: Date): Promise<Rest> {
  const { rows } = await owner.query<Omit<Rest, 'posts'>>(
    `SELECT (SELECT count(*)::int FROM lead WHERE created_at <= $1 AND status = 'validating') AS waiting,
       (SELECT count(*)::int FROM sale s JOIN lead l ON l.id = s.lead_id AND l.created_at <= $1
          JOIN endpoint e ON e.organisation_id = s.buyer_organisation_id
          LEFT JOIN delivery d ON d.endpoint_id = e.id AND d.subject_id = s.id AND d.event = 'lead.sold' AND d.status = 'delivered'
          WHERE d.id IS NULL) AS undelivered,
       (SELECT count(*)::int FROM top_up WHERE stripe_session_id = ANY ($2) AND status <> 'paid' AND created_at <= $1) AS uncredited,
       (SELECT count(*)::int FROM payout WHERE status = 'pending' AND created_at <= $1) AS payouts,
       (SELECT count(*)::int FROM (SELECT status, created_at FROM recharge UNION ALL SELECT status, created_at FROM card_refund) c
          WHERE status = 'pending' AND created_at <= $1) AS cards,
       (SELECT count(*)::int FROM stripe_event WHERE worked_at IS NULL AND received_at <= $1) AS events,
       (SELECT count(*)::int FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND name = ANY ($3)) AS jobs`,
    [until, [...topUps.unsettled], JOBS],
  );
  const [row] = rows;
  if (!row) throw new Error('the database counts nothing');
  return { ...row, posts: await installation.stripe.waiting() };
}

/**
 * Waits until `isOver` holds of what is left. What is left when it has not become less for `stallMs` is thrown: a busy
 * machine takes longer, and gets on.
 */
export async function untilRest(
  stage: Stage,
  options: { of: Date; stallMs: number; isOver: (rest: Rest) => boolean },
): Promise<void> {
  let deadline = Date.now() + options.stallMs;
  let least = Number.POSITIVE_INFINITY;
  for (;;) {
    const rest = await restOf(stage, options.of).catch(() => null);
    if (rest && options.isOver(rest)) return;
    const left = rest ? Object.values(rest).reduce((sum, count) => sum + count, 0) : least;
    if (left < least) {
      least = left;
      deadline = Date.now() + options.stallMs;
    }
    if (Date.now() > deadline) {
      const counts = rest && Object.entries(rest).map(([what, count]) => `${count} ${what}`);
      throw new Error(
        `for ${options.stallMs / 1_000} s it gets no less: ${counts?.join(', ') ?? 'no answers of the database or Stripe'}`,
      );
    }
    await pause(POLL_MS);
  }
}

export const isFinal = ({ waiting }: Rest): boolean => waiting === 0;
export const isDelivered = ({ waiting, undelivered }: Rest): boolean => waiting + undelivered === 0;
export const isBooked = ({ uncredited, payouts, cards }: Rest): boolean => uncredited + payouts + cards === 0;
export const isAtRest = (rest: Rest): boolean => Object.values(rest).every((count) => count === 0);
