import { after } from '#app/kernel/time.ts';
import { unsealSecret } from '#app/platform/crypto.server.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { Event } from './endpoint.ts';
import { eventBody } from './event-body.server.ts';
import { deliverWebhook } from './jobs.ts';
import { postWebhook } from './post-webhook.server.ts';
import { outcomeOf } from './retry.ts';
import { webhookHeaders } from './sign.ts';

type Row = {
  id: string;
  endpoint_id: string;
  event: Event;
  subject_id: string;
  attempt_count: number;
  created_at: Date;
  url: string;
  organisation_id: string;
  sealed_secret: Buffer;
};

/**
 * Makes the next attempt at a delivery and records how it went; a failed one sets up the next. A process that dies
 * after sending sends again: the receiver knows the message by its id, which stays the same.
 */
export async function attemptDelivery(
  db: Db,
  input: { deliveryId: string; allowPrivate: boolean; now: Date },
): Promise<void> {
  const { rows } = await db.pool.query<Row>({
    name: 'pending-delivery',
    text: `SELECT d.id, d.endpoint_id, d.event, d.subject_id, d.attempt_count, d.created_at, e.url, e.organisation_id, e.sealed_secret
           FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id
           WHERE d.id = $1 AND d.status = 'pending' AND e.status = 'active'`,
    values: [input.deliveryId],
  });
  const delivery = rows[0];
  if (!delivery) return;
  const body = await eventBody(db, {
    event: delivery.event,
    subjectId: delivery.subject_id,
    organisationId: delivery.organisation_id,
    at: delivery.created_at,
  });
  const secret = unsealSecret(db.keys.encryption, delivery.sealed_secret, delivery.endpoint_id);
  const headers = webhookHeaders({ id: delivery.id, at: input.now, body, secret });
  const result = await postWebhook({ url: delivery.url, headers, body, allowPrivate: input.allowPrivate });
  await recordAttempt(db, { delivery, result, now: input.now });
}

type Attempted = { delivery: Row; result: Awaited<ReturnType<typeof postWebhook>>; now: Date };

async function recordAttempt(db: Db, { delivery, result, now }: Attempted): Promise<void> {
  const number = delivery.attempt_count + 1;
  const outcome = outcomeOf(number, result.httpStatus, result.retryAfterMs);
  const status = { delivered: 'delivered', retry: 'pending', given_up: 'failed', endpoint_gone: 'failed' }[
    outcome.kind
  ];
  const nextAt = outcome.kind === 'retry' ? after(now, outcome.delayMs) : null;
  await transact(db.pool, async (tx) => {
    const { rowCount } = await tx.query({
      name: 'record-attempt',
      text: `WITH attempt AS (
               INSERT INTO delivery_attempt (delivery_id, number, started_at, duration_ms, http_status, error_code)
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING delivery_id)
             UPDATE delivery d SET status = $7, attempt_count = $2, next_attempt_at = $8,
               delivered_at = CASE WHEN $7 = 'delivered' THEN $9::timestamptz END
             FROM attempt a WHERE d.id = a.delivery_id`,
      values: [
        delivery.id,
        number,
        now,
        result.durationMs,
        result.httpStatus,
        result.errorCode,
        status,
        nextAt,
        after(now, result.durationMs),
      ],
    });
    // Another worker recorded this attempt already, and with it what follows.
    if (rowCount === 0) return;
    if (outcome.kind === 'endpoint_gone') {
      await tx.query(`UPDATE endpoint SET status = 'disabled', status_reason = 'gone' WHERE id = $1`, [
        delivery.endpoint_id,
      ]);
    }
    if (nextAt) {
      await enqueue(
        db.queue,
        tx,
        deliverWebhook,
        [{ deliveryId: delivery.id, endpointId: delivery.endpoint_id }],
        {
          startAfter: nextAt,
          groupOf: (job) => job.endpointId,
        },
      );
    }
  });
}
