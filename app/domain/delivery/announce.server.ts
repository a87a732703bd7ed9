import { newId } from '#app/kernel/ids.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { Event } from './endpoint.ts';
import { deliverWebhook } from './jobs.ts';
import type { PostbackEvent } from './postback.ts';

/** Something that happened to a subject (a lead, a sale) and that an organisation may want to hear of. */
export type Announcement = {
  readonly event: Event | PostbackEvent;
  readonly subjectId: string;
  readonly organisationId: string;
  /** Whether a first attempt that fails is not tried again. */
  readonly once?: boolean;
  /** For postbacks, which may be of one offer. */
  readonly offerId?: string;
};

/**
 * Sets deliveries up for every active endpoint that listens, one per endpoint, event and subject however often this
 * is called.
 */
export async function announce(
  db: Db,
  input: { announcements: readonly Announcement[]; now: Date },
): Promise<void> {
  const organisationIds = [...new Set(input.announcements.map((one) => one.organisationId))];
  const { rows: endpoints } = await db.pool.query<{
    id: string;
    organisation_id: string;
    offer_id: string | null;
    events: Announcement['event'][];
  }>({
    name: 'listening-endpoints',
    text: `SELECT id, organisation_id, offer_id, events FROM endpoint WHERE organisation_id = ANY ($1) AND status = 'active'`,
    values: [organisationIds],
  });
  const deliveries = input.announcements.flatMap((one) =>
    endpoints
      .filter(
        (endpoint) =>
          endpoint.organisation_id === one.organisationId &&
          endpoint.events.includes(one.event) &&
          (endpoint.offer_id === null || endpoint.offer_id === one.offerId),
      )
      .map((endpoint) => ({
        id: newId('dlv', input.now.getTime()),
        endpoint: endpoint.id,
        event: one.event,
        subject: one.subjectId,
        organisationId: one.organisationId,
        once: one.once ?? false,
      })),
  );
  if (deliveries.length === 0) return;
  await transact(db.pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>({
      name: 'insert-deliveries',
      text: `INSERT INTO delivery (id, endpoint_id, event, subject_id, status, created_at)
             SELECT id, endpoint, event, subject, 'pending', $2
             FROM jsonb_to_recordset($1) AS d (id text, endpoint text, event text, subject text)
             ON CONFLICT (endpoint_id, event, subject_id) DO NOTHING RETURNING id`,
      values: [JSON.stringify(deliveries), input.now],
    });
    const added = new Set(rows.map((row) => row.id));
    await enqueue(
      db.queue,
      tx,
      deliverWebhook,
      deliveries
        .filter(({ id }) => added.has(id))
        .map(({ id, organisationId, once }) => ({ deliveryId: id, organisationId, attempt: 1, once })),
      { groupOf: (job) => job.organisationId },
    );
  });
}
