import { Refusal } from '#app/kernel/refusal.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/**
 * Takes a key out of use from its next request on. Revoked again, it stays revoked since the first time.
 * @throws Refusal `api_key_unknown` when the organisation has no such key
 */
export async function revokeApiKey(
  db: Queryable,
  input: { organisationId: string; keyId: string; now: Date },
): Promise<void> {
  const { rowCount } = await db.query(
    'UPDATE api_key SET revoked_at = coalesce(revoked_at, $3) WHERE id = $1 AND organisation_id = $2',
    [input.keyId, input.organisationId, input.now],
  );
  if (rowCount === 0) throw new Refusal('api_key_unknown');
}
