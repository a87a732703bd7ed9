import type pg from 'pg';
import { pause } from '#app/kernel/time.ts';

const POLL_MS = 50;

export type Rest = { readonly waiting: number; readonly undelivered: number; readonly jobs: number };

/**
 * What still has to happen to leads that came until a moment: how many wait for their verdict, how many messages about
 * their sales are not delivered, and how many jobs are open at all.
 */
async function restOf(owner: pg.Pool, until: Date): Promise<Rest> {
  const { rows } = await owner.query<Rest>(
    `SELECT (SELECT count(*)::int FROM lead WHERE created_at <= $1 AND status = 'validating') AS waiting,
       (SELECT count(*)::int FROM sale s JOIN lead l ON l.id = s.lead_id AND l.created_at <= $1
          JOIN endpoint e ON e.organisation_id = s.buyer_organisation_id
          LEFT JOIN delivery d ON d.endpoint_id = e.id AND d.subject_id = s.id AND d.event = 'lead.sold' AND d.status = 'delivered'
          WHERE d.id IS NULL) AS undelivered,
       (SELECT count(*)::int FROM pgboss.job WHERE state IN ('created', 'retry', 'active')
          AND name IN ('lead-accepted', 'lead-settled', 'sale-recorded', 'deliver-webhook')) AS jobs`,
    [until],
  );
  return rows[0] ?? { waiting: 0, undelivered: 0, jobs: 0 };
}

/** Waits until `isOver` holds of what is left; what is left when the time is over is thrown. */
export async function untilRest(
  owner: pg.Pool,
  options: { of: Date; limitMs: number; isOver: (rest: Rest) => boolean },
): Promise<void> {
  const deadline = Date.now() + options.limitMs;
  for (;;) {
    const rest = await restOf(owner, options.of).catch(() => null);
    if (rest && options.isOver(rest)) return;
    if (Date.now() > deadline) {
      throw new Error(
        rest
          ? `after ${options.limitMs / 1_000} s ${rest.waiting} leads have no verdict, ${rest.undelivered} sales are not delivered, ${rest.jobs} jobs are open`
          : `the database does not answer for ${options.limitMs / 1_000} s`,
      );
    }
    await pause(POLL_MS);
  }
}
