import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf, ORGANISATION_ACCOUNTS, PLATFORM_ACCOUNTS, platformAccount } from './accounts.ts';

/** Opens what accounts an organisation does not have yet in a currency. Safe to repeat. */
export async function openAccounts(
  tx: Queryable,
  input: { organisationId: string; currency: Currency; now: Date },
): Promise<void> {
  const ids = ORGANISATION_ACCOUNTS.map((kind) => accountOf(input.organisationId, kind, input.currency));
  await insertAccounts(tx, input.organisationId, ids, input.now);
}

/** Opens the platform's own accounts in every currency. Safe to repeat. */
export async function openPlatformAccounts(tx: Queryable, now: Date): Promise<void> {
  const ids = CURRENCIES.flatMap((currency) =>
    PLATFORM_ACCOUNTS.map((kind) => platformAccount(kind, currency)),
  );
  await insertAccounts(tx, null, ids, now);
}

async function insertAccounts(tx: Queryable, organisationId: string | null, ids: string[], now: Date) {
  // No index is named: what two ask for at once may meet in the one on (id, currency) too, which a named one would let through.
  await tx.query(
    `INSERT INTO account (id, organisation_id, kind, currency, created_at)
     SELECT id, $2, split_part(id, ':', 2), split_part(id, ':', 3), $3 FROM unnest($1::text[]) id
     ON CONFLICT DO NOTHING`,
    [ids, organisationId, now],
  );
}
