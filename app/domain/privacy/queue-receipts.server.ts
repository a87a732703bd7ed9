import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { sendReceiptJob } from './jobs.ts';

/**
 * Lets the persons behind these sales be told who has their data, where the law of the lead's country asks for it: at the first
 * sale of a lead, once.
 */
export async function queueReceipts(db: Db, input: { saleIds: readonly string[]; now: Date }): Promise<void> {
  const countries = await readSetting(db, 'receipt_countries');
  if (countries.length === 0) return;
  await transact(db.pool, async (tx) => {
    const { rows } = await tx.query<{ leadId: string }>(
      `INSERT INTO person_receipt (lead_id, status, created_at)
       SELECT DISTINCT l.id, 'pending', $3::timestamptz FROM sale s JOIN lead l ON l.id = s.lead_id
       JOIN region r ON r.code = l.place_code
       WHERE s.id = ANY ($1) AND r.country_code = ANY ($2) AND l.status <> 'withdrawn' ORDER BY l.id
       ON CONFLICT DO NOTHING RETURNING lead_id AS "leadId"`,
      [input.saleIds, countries, input.now],
    );
    await enqueue(db.queue, tx, sendReceiptJob, rows);
  });
}
