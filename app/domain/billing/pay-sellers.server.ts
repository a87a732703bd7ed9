import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { paySeller } from './pay-seller.server.ts';
import { nextRunOf, type Rhythm } from './payout-schedule.ts';

const LIMIT = 500;
/** A payout that failed is not tried again by itself before this; its owner may. */
const AFTER_FAILURE_MS = DAY_MS;

/**
 * Decides payouts for whoever has enough available, an account that money reaches, and wants to be paid now: as soon as there
 * is enough, or because their schedule has come round. Blocked organisations, and those
 * of a country that ours may not trade with, are not paid.
 * @returns how many were decided
 */
export async function paySellers(db: Db, input: { now: Date }): Promise<number> {
  const { now } = input;
  const { values } = await readSettings(db);
  if (values.payouts_paused) return 0;
  const due = await readDueSchedules(db, now);
  let decided = 0;
  for (const row of await findPayable(db, { minimum: values.payout_minimum_minor, due, now })) {
    const paying = paySeller(db, {
      ...row,
      amountMinor: null,
      actor: 'worker',
      origin: 'job:pay-sellers',
      now,
    });
    // Since it was found somebody may have paid it out, blocked it or closed its account.
    const id = await paying.catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (id !== null) decided += 1;
  }
  for (const schedule of due) await bringForward(db, schedule, now);
  return decided;
}

type Due = {
  organisationId: string;
  rhythm: Rhythm;
  weekday: number | null;
  monthDay: number | null;
  nextRunAt: Date;
  timezone: string;
};

async function readDueSchedules(db: Db, now: Date): Promise<Due[]> {
  const { rows } = await db.pool.query<Due>(
    `SELECT s.organisation_id AS "organisationId", s.rhythm, s.weekday, s.month_day AS "monthDay", s.next_run_at AS "nextRunAt", o.timezone
     FROM payout_schedule s JOIN organisation o ON o.id = s.organisation_id
     WHERE s.next_run_at <= $1 ORDER BY s.next_run_at LIMIT $2`,
    [now, LIMIT],
  );
  return rows;
}

async function findPayable(
  db: Db,
  input: { minimum: Readonly<Record<Currency, bigint>>; due: readonly Due[]; now: Date },
): Promise<{ organisationId: string; currency: Currency }[]> {
  const { minimum, due, now } = input;
  const { rows } = await db.pool.query<{ organisationId: string; currency: Currency }>(
    `SELECT a.organisation_id AS "organisationId", a.currency
     FROM payout_account p
     JOIN organisation o ON o.id = p.organisation_id AND o.blocked_at IS NULL AND NOT payout_is_barred(o.id)
     JOIN account a ON a.organisation_id = p.organisation_id AND a.kind = 'available'
     JOIN account_balance b ON b.account_id = a.id
     JOIN unnest($1::text[], $2::bigint[]) AS least (currency, minor) ON least.currency = a.currency
     LEFT JOIN payout_minimum m ON m.organisation_id = p.organisation_id AND m.currency = a.currency
     LEFT JOIN payout_schedule s ON s.organisation_id = p.organisation_id
     WHERE p.payouts_enabled AND b.balance_minor >= greatest(least.minor, m.amount_minor)
       AND (p.organisation_id = ANY ($5) OR coalesce(s.rhythm, 'at_once') = 'at_once'
         AND NOT EXISTS (SELECT FROM payout f WHERE f.organisation_id = p.organisation_id AND f.currency = a.currency
           AND f.status = 'failed' AND f.settled_at > $3))
     ORDER BY a.id LIMIT $4`,
    [
      Object.keys(minimum),
      Object.values(minimum),
      after(now, -AFTER_FAILURE_MS),
      LIMIT + due.length,
      due.map(({ organisationId }) => organisationId),
    ],
  );
  return rows;
}

/** Whoever changed the schedule meanwhile, or was here first, has said when it comes round next. */
async function bringForward(db: Db, due: Due, now: Date): Promise<void> {
  await db.pool.query(
    'UPDATE payout_schedule SET next_run_at = $3 WHERE organisation_id = $1 AND next_run_at = $2 AND rhythm = $4',
    [due.organisationId, due.nextRunAt, nextRunOf(due, now, due.timezone), due.rhythm],
  );
}
