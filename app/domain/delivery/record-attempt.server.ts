import { after } from '#app/kernel/time.ts';
import { type Queryable, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { deliverWebhook } from './jobs.ts';
import { type AttemptOutcome, outcomeOf } from './retry.ts';
import type { PostResult } from './send-request.server.ts';

type Attempted = {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly organisationId: string;
  readonly attempt: number;
  readonly once: boolean;
  readonly result: PostResult;
  readonly now: Date;
};

const STATUS = {
  delivered: 'delivered',
  retry: 'pending',
  given_up: 'failed',
  endpoint_gone: 'failed',
} as const;

/** Records how an attempt went and what follows from it, unless another worker recorded the same attempt already. */
export async function recordAttempt(db: Db, attempted: Attempted): Promise<void> {
  const { attempt, once, result, now } = attempted;
  const outcome = outcomeOf(attempt, result.httpStatus, result.retryAfterMs, once);
  const nextAt = outcome.kind === 'retry' ? after(now, outcome.delayMs) : null;
  if (outcome.kind === 'delivered' || outcome.kind === 'given_up') {
    // Nothing follows: one statement is a transaction by itself, which spares the busiest path two round trips.
    await writeAttempt(db.pool, attempted, { kind: outcome.kind, nextAt });
    return;
  }
  await transact(db.pool, async (tx) => {
    const isNew = await writeAttempt(tx, attempted, { kind: outcome.kind, nextAt });
    if (!isNew) return;
    if (nextAt) await enqueueNext(db, tx, { ...attempted, nextAt });
    else await turnOff(tx, attempted.endpointId);
  });
}

async function writeAttempt(
  db: Queryable,
  { deliveryId, attempt, result, now }: Attempted,
  outcome: { kind: AttemptOutcome['kind']; nextAt: Date | null },
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'record-attempt',
    text: `WITH attempt AS (
             INSERT INTO delivery_attempt (delivery_id, number, started_at, duration_ms, http_status, error_code)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING delivery_id)
           UPDATE delivery d SET status = $7, attempt_count = $2, next_attempt_at = $8,
             delivered_at = CASE WHEN $7 = 'delivered' THEN $9::timestamptz END
           FROM attempt a WHERE d.id = a.delivery_id`,
    values: [
      deliveryId,
      attempt,
      now,
      result.durationMs,
      result.httpStatus,
      result.errorCode,
      STATUS[outcome.kind],
      outcome.nextAt,
      after(now, result.durationMs),
    ],
  });
  return rowCount === 1;
}

async function enqueueNext(db: Db, tx: Queryable, { nextAt, ...last }: Attempted & { nextAt: Date }) {
  const { deliveryId, organisationId, attempt, once } = last;
  await enqueue(db.queue, tx, deliverWebhook, [{ deliveryId, organisationId, attempt: attempt + 1, once }], {
    startAfter: nextAt,
    groupOf: (job) => job.organisationId,
  });
}

/** The receiver said that nothing lives there: what else waits for it ends too. */
async function turnOff(tx: Queryable, endpointId: string): Promise<void> {
  await tx.query(`UPDATE endpoint SET status = 'disabled', status_reason = 'gone' WHERE id = $1`, [
    endpointId,
  ]);
  await tx.query(
    `UPDATE delivery SET status = 'failed', next_attempt_at = NULL WHERE endpoint_id = $1 AND status = 'pending'`,
    [endpointId],
  );
}
