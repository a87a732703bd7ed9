import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { deliverWebhook } from './jobs.ts';

/** So many tests may wait at once: each is one attempt. */
const WAITING_LIMIT = 5;

/**
 * Sends a postback with made-up values on its way, tried once; what it was answered stands in its log.
 * @throws Refusal `endpoint_unknown`, `postback_tests_wait`
 */
export async function testPostback(
  db: Db,
  input: { organisationId: string; endpointId: string; now: Date },
): Promise<void> {
  const { organisationId, endpointId, now } = input;
  await transact(db.pool, async (tx) => {
    const { rows } = await tx.query<{ waiting: number }>(
      `SELECT (SELECT count(*)::int FROM delivery d WHERE d.endpoint_id = e.id AND d.event = 'postback.test' AND d.status = 'pending') AS waiting
       FROM endpoint e WHERE e.id = $1 AND e.organisation_id = $2 AND e.kind = 'postback' AND e.status = 'active'
         AND e.deleted_at IS NULL FOR NO KEY UPDATE`,
      [endpointId, organisationId],
    );
    if (!rows[0]) throw new Refusal('endpoint_unknown');
    if (rows[0].waiting >= WAITING_LIMIT) throw new Refusal('postback_tests_wait');
    const deliveryId = newId('dlv', now.getTime());
    await tx.query(
      `INSERT INTO delivery (id, endpoint_id, event, subject_id, status, created_at) VALUES ($1, $2, 'postback.test', $1, 'pending', $3)`,
      [deliveryId, endpointId, now],
    );
    await enqueue(db.queue, tx, deliverWebhook, [{ deliveryId, organisationId, attempt: 1, once: true }], {
      groupOf: (job) => job.organisationId,
    });
  });
}
