import { Refusal } from '#app/kernel/refusal.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { workStripeEventJob } from './jobs.ts';

/**
 * Takes an event in: once, however often it is sent, with the job that works it.
 * @param input.body as it came, byte by byte: the signature is of exactly that
 * @throws Refusal `signature_invalid` when none of our secrets signed it, or not within minutes of now
 */
export async function takeStripeEvent(
  db: Db,
  input: { body: Buffer; signature: string; now: Date },
): Promise<void> {
  const event = db.stripe.readEvent(input);
  if (!event) throw new Refusal('signature_invalid');
  await transact(db.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `INSERT INTO stripe_event (id, type, account, api_version, object_id, created_at, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
      [event.id, event.type, event.account, event.apiVersion, event.objectId, event.createdAt, input.now],
    );
    if (rowCount === 1) await enqueue(db.queue, tx, workStripeEventJob, [{ eventId: event.id }]);
  });
}
