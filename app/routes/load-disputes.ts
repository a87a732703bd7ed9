import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readDisputes } from '#app/domain/disputes/read-disputes.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { viewDispute } from './dispute-view.ts';

const PAGE_SIZE = 25;

/** A page of one side's disputes, newest first, and from where the next one goes on. */
export async function loadDisputes(
  db: Db,
  input: { organisationId: string; side: 'buyer' | 'seller'; url: string; now: Date },
) {
  const before = new URL(input.url).searchParams.get('before');
  const [reference, files] = await Promise.all([
    readReference(db.pool),
    readDisputes(db, { ...input, limit: PAGE_SIZE + 1, before }),
  ]);
  const shown = files.slice(0, PAGE_SIZE);
  const leads = await readLeadsById(
    db.pool,
    shown.map(({ leadId }) => leadId),
  );
  const leadOf = new Map(leads.map((lead) => [lead.id, lead]));
  return {
    now: input.now,
    isFirst: before === null,
    before: files.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
    rows: shown.map((file) =>
      viewDispute(reference, file, present(leadOf.get(file.leadId), 'leads are not removed'), input.now),
    ),
  };
}
