import { assert } from '#app/kernel/assert.ts';
import { after } from '#app/kernel/time.ts';
import { unsealSecret } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Event } from './endpoint.ts';
import { eventBody, type OtherEvents } from './event-body.server.ts';
import { fillPostback, type PostbackEvent } from './postback.ts';
import { postbackValues } from './postback-values.server.ts';
import { recordAttempt } from './record-attempt.server.ts';
import { sendRequest } from './send-request.server.ts';
import { webhookHeaders } from './sign.ts';

/** How far the clock of the queue, which is the database's, may run ahead of ours. */
const CLOCK_TOLERANCE_MS = 2_000;

type Row = ({ kind: 'webhook'; event: Event } | { kind: 'postback'; event: PostbackEvent }) & {
  id: string;
  endpoint_id: string;
  subject_id: string;
  next_attempt_at: Date | null;
  created_at: Date;
  url: string;
  organisation_id: string;
  sealed_secret: Buffer;
  endpoint_status: string;
};

/**
 * Makes one attempt at a delivery and records how it went; a failed one sets up the next. Does nothing when that
 * attempt was made already. A process that dies after sending sends again: the receiver knows the message by its id,
 * which stays the same.
 * @param input.attempt 1 for the first
 * @param input.once whether it is given up when this attempt fails
 * @param input.others what events say that this module does not know
 */
export async function attemptDelivery(
  db: Db,
  input: {
    deliveryId: string;
    attempt: number;
    once: boolean;
    allowPrivate: boolean;
    others?: OtherEvents;
    now: Date;
  },
): Promise<void> {
  const { attempt, once, now } = input;
  const delivery = await readDue(db, input);
  if (!delivery) return;
  const dueAt = delivery.next_attempt_at;
  // Refused, not dropped: the queue tries again a little later, so a clock that is wrong loses no delivery.
  assert(!dueAt || dueAt <= after(now, CLOCK_TOLERANCE_MS), 'an attempt is made when its time has come');
  // Announced while its endpoint was being turned off.
  if (delivery.endpoint_status !== 'active') return fail(db, delivery.id);
  const request = await requestOf(db, delivery, input);
  const result = await sendRequest({ ...request, allowPrivate: input.allowPrivate });
  const { id: deliveryId, endpoint_id: endpointId, organisation_id: organisationId } = delivery;
  await recordAttempt(db, { deliveryId, endpointId, organisationId, attempt, once, result, now });
}

/** What is sent: a signed event, or an address with what became of a lead in it. */
async function requestOf(
  db: Db,
  delivery: Row,
  { attempt, others, now }: { attempt: number; others?: OtherEvents; now: Date },
): Promise<Omit<Parameters<typeof sendRequest>[0], 'allowPrivate'>> {
  const { subject_id: subjectId, organisation_id: organisationId } = delivery;
  if (isPostback(delivery)) {
    const values = await postbackValues(db, { event: delivery.event, subjectId, organisationId });
    return { method: 'GET', url: fillPostback(delivery.url, values), headers: {}, body: null };
  }
  const body = await eventBody(
    db,
    {
      event: delivery.event,
      subjectId,
      organisationId,
      at: delivery.created_at,
      endpointId: delivery.endpoint_id,
      occasion: `${delivery.id}:${attempt}`,
      now,
    },
    others,
  );
  const secret = unsealSecret(db.keys.encryption, delivery.sealed_secret, delivery.endpoint_id);
  const headers = webhookHeaders({ id: delivery.id, at: now, body, secret });
  return { method: 'POST', url: delivery.url, headers, body };
}

function isPostback(row: Row): row is Extract<Row, { kind: 'postback' }> {
  return row.kind === 'postback';
}

/** The delivery, if the attempt is the one that comes next. */
async function readDue(db: Db, input: { deliveryId: string; attempt: number }): Promise<Row | undefined> {
  const { rows } = await db.pool.query<Row>({
    name: 'pending-delivery',
    text: `SELECT d.id, d.endpoint_id, d.event, d.subject_id, d.next_attempt_at, d.created_at,
             e.url, e.kind, e.organisation_id, e.sealed_secret, e.status AS endpoint_status
           FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id
           WHERE d.id = $1 AND d.status = 'pending' AND d.attempt_count + 1 = $2`,
    values: [input.deliveryId, input.attempt],
  });
  return rows[0];
}

async function fail(db: Db, deliveryId: string): Promise<void> {
  await db.pool.query(
    `UPDATE delivery SET status = 'failed', next_attempt_at = NULL WHERE id = $1 AND status = 'pending'`,
    [deliveryId],
  );
}
