import type { Queryable } from '#app/platform/db.server.ts';
import { readTogether } from '#app/platform/read-together.ts';
import { hashApiKey, isApiKey, type Scope } from './api-key.ts';

/** Who makes a request by key. */
export type Principal = {
  readonly keyId: string;
  readonly organisationId: string;
  readonly sells: boolean;
  readonly buys: boolean;
  readonly scopes: ReadonlySet<Scope>;
  readonly ratePerSecond: number;
  /** The trade of its organisation is stopped: its keys do nothing. */
  readonly blocked: boolean;
};

type Row = {
  hash: Buffer;
  id: string;
  organisation_id: string;
  sells: boolean;
  buys: boolean;
  scopes: Scope[];
  rate_per_second: number;
  blocked: boolean;
};

/**
 * The holder of a key that is known and not revoked, else null. Requests of one moment are looked up together; a key that
 * was revoked before a request came is not let in by it.
 */
export async function authenticateApiKey(db: Queryable, text: string): Promise<Principal | null> {
  if (!isApiKey(text)) return null;
  return (await readPrincipal(db, hashApiKey(text).toString('hex'))) ?? null;
}

const readPrincipal = readTogether(async (db: Queryable, hashes: readonly string[]) => {
  const { rows } = await db.query<Row>({
    name: 'authenticate-api-keys',
    text: `SELECT k.hash, k.id, k.organisation_id, o.sells, o.buys, k.scopes, k.rate_per_second, o.blocked_at IS NOT NULL AS blocked
           FROM api_key k JOIN organisation o ON o.id = k.organisation_id
           WHERE k.hash = ANY ($1) AND k.revoked_at IS NULL`,
    values: [hashes.map((hash) => Buffer.from(hash, 'hex'))],
  });
  return new Map(rows.map((row) => [row.hash.toString('hex'), toPrincipal(row)]));
});

function toPrincipal(row: Row): Principal {
  return {
    keyId: row.id,
    organisationId: row.organisation_id,
    sells: row.sells,
    buys: row.buys,
    scopes: new Set(row.scopes),
    ratePerSecond: row.rate_per_second,
    blocked: row.blocked,
  };
}
