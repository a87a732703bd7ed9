import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { maskRequest } from './mask-request.ts';
import { type NotedRequest, REQUESTS_KEPT } from './posted-request.ts';
import { readAnswer } from './read-answer.ts';

/**
 * Keeps requests to the posting API, masked, for their senders to look at: of each offer the last 50, and the last 50 of
 * those of an organisation that named no offer of theirs.
 */
export async function keepRequests(db: Db, input: { requests: readonly NotedRequest[] }): Promise<void> {
  if (input.requests.length === 0) return;
  const niches = await readNiches(db, input.requests);
  const reference = await readReference(db.pool);
  const rows = input.requests.map((noted) => {
    const named = offerIdOf(noted);
    const niche = named === null ? undefined : niches.get(`${noted.organisationId} ${named}`);
    const questions = niche === undefined ? [] : (reference.niches.get(niche)?.questions ?? []);
    return {
      id: newId('preq', noted.at.getTime()),
      organisation_id: noted.organisationId,
      offer_id: niche === undefined ? null : named,
      at: noted.at,
      status: noted.status,
      request: noted.body === undefined ? null : maskRequest(noted.body, questions),
      answer: readAnswer(noted.answer),
    };
  });
  await transact(db.pool, async (tx) => {
    await tx.query(
      `INSERT INTO posted_request (id, organisation_id, offer_id, at, status, request, answer)
       SELECT id, organisation_id, offer_id, at, status, request, answer FROM jsonb_to_recordset($1) AS r (
         id text, organisation_id text, offer_id text, at timestamptz, status int, request jsonb, answer jsonb)`,
      [JSON.stringify(rows)],
    );
    await tx.query(
      `DELETE FROM posted_request WHERE id IN (
         SELECT r.id FROM (SELECT DISTINCT organisation_id, offer_id FROM jsonb_to_recordset($1) AS g (organisation_id text, offer_id text)) g
         CROSS JOIN LATERAL (SELECT p.id FROM posted_request p
           WHERE p.organisation_id = g.organisation_id AND p.offer_id IS NOT DISTINCT FROM g.offer_id ORDER BY p.id DESC OFFSET $2) r)`,
      [JSON.stringify(rows), REQUESTS_KEPT],
    );
  });
}

/** Niches of the offers that requests name and that are their senders'. */
async function readNiches(db: Db, requests: readonly NotedRequest[]): Promise<Map<string, string>> {
  const named = requests.map(offerIdOf).filter((id): id is string => id !== null);
  if (named.length === 0) return new Map();
  const { rows } = await db.pool.query<{ id: string; organisation_id: string; niche_code: string }>(
    'SELECT id, organisation_id, niche_code FROM offer WHERE id = ANY ($1)',
    [[...new Set(named)]],
  );
  return new Map(rows.map((row) => [`${row.organisation_id} ${row.id}`, row.niche_code]));
}

function offerIdOf({ body }: NotedRequest): string | null {
  const id = (body as { offer_id?: unknown } | null | undefined)?.offer_id;
  return typeof id === 'string' ? id : null;
}
