import { newId } from '#app/kernel/ids.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { newApiKey, type Scope } from './api-key.ts';

/**
 * Makes a key for an organisation. The text is returned once and kept nowhere.
 * @param input.ratePerSecond requests a second that the key may make
 */
export async function createApiKey(
  db: Queryable,
  input: { organisationId: string; name: string; scopes: readonly Scope[]; ratePerSecond: number; now: Date },
): Promise<{ id: string; text: string }> {
  const key = newApiKey();
  const id = newId('key', input.now.getTime());
  await db.query(
    `INSERT INTO api_key (id, organisation_id, name, hash, hint, scopes, rate_per_second, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, input.organisationId, input.name, key.hash, key.hint, input.scopes, input.ratePerSecond, input.now],
  );
  return { id, text: key.text };
}
