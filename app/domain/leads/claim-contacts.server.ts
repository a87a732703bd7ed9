import { DAY_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** How long a contact stays claimed in a niche, counted from the lead that brought it. */
export const CLAIM_WINDOW_MS = 30 * DAY_MS;

export type Claim = {
  readonly leadId: string;
  readonly nicheCode: string;
  readonly hashes: readonly Buffer[];
};

/** `contended`: the lead of this very call that was ahead for the contact did not keep it; ask again in the next. */
export type ClaimOutcome = 'claimed' | 'taken' | 'contended';

const keyOf = (hash: Buffer, nicheCode: string) => `${hash.toString('base64')}\n${nicheCode}`;

/**
 * Claims contacts for leads, phone and e-mail both, in the caller's transaction: a lead gets all of its contacts or
 * none. A contact is free when nobody claimed it in the niche or the claim has run out.
 * @param input.claims in the order in which the leads came
 */
export async function claimContacts(
  tx: Queryable,
  input: { claims: readonly Claim[]; now: Date },
): Promise<Map<string, ClaimOutcome>> {
  const outcomes = new Map<string, ClaimOutcome>();
  const wanted = new Map<string, { hash: Buffer; nicheCode: string; leadId: string }>();
  for (const { leadId, nicheCode, hashes } of input.claims) {
    const contended = hashes.some((hash) => wanted.has(keyOf(hash, nicheCode)));
    outcomes.set(leadId, contended ? 'contended' : 'claimed');
    if (contended) continue;
    for (const hash of hashes) wanted.set(keyOf(hash, nicheCode), { hash, nicheCode, leadId });
  }
  if (wanted.size === 0) return outcomes;

  const got = await upsert(tx, [...wanted.values()], input.now);
  const losers = new Set([...wanted].filter(([key]) => !got.has(key)).map(([, claim]) => claim.leadId));
  for (const leadId of losers) outcomes.set(leadId, 'taken');
  if (losers.size > 0) await tx.query('DELETE FROM contact_claim WHERE lead_id = ANY ($1)', [[...losers]]);
  for (const { leadId, nicheCode, hashes } of input.claims) {
    if (outcomes.get(leadId) !== 'contended') continue;
    const holders = hashes.flatMap((hash) => wanted.get(keyOf(hash, nicheCode))?.leadId ?? []);
    if (holders.some((holder) => outcomes.get(holder) === 'claimed')) outcomes.set(leadId, 'taken');
  }
  return outcomes;
}

/** In the order of the hashes, so that two batches with common contacts wait for one another and do not deadlock. */
async function upsert(
  tx: Queryable,
  claims: readonly { hash: Buffer; nicheCode: string; leadId: string }[],
  now: Date,
): Promise<Set<string>> {
  const { rows } = await tx.query<{ hash: Buffer; niche_code: string }>({
    name: 'claim-contacts',
    text: `INSERT INTO contact_claim (hash, niche_code, lead_id, expires_at)
           SELECT decode(hash, 'base64') AS hash, niche, lead, $3 FROM unnest($1::text[], $2::text[], $5::text[]) AS c (hash, niche, lead)
           ORDER BY 1, 2
           ON CONFLICT (hash, niche_code) DO UPDATE SET lead_id = excluded.lead_id, expires_at = excluded.expires_at
             WHERE contact_claim.expires_at <= $4 OR contact_claim.lead_id = excluded.lead_id
           RETURNING hash, niche_code`,
    values: [
      claims.map(({ hash }) => hash.toString('base64')),
      claims.map(({ nicheCode }) => nicheCode),
      new Date(now.getTime() + CLAIM_WINDOW_MS),
      now,
      claims.map(({ leadId }) => leadId),
    ],
  });
  return new Set(rows.map((row) => keyOf(row.hash, row.niche_code)));
}
