import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf } from './accounts.ts';

/** What sellers owe, minor units by their account of debt; who owes nothing is absent. */
export async function readOwed(
  tx: Queryable,
  sellers: readonly { organisationId: string; currency: Currency }[],
): Promise<Map<string, bigint>> {
  if (sellers.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; owed: bigint }>(
    'SELECT id, owed FROM (SELECT id, owed_minor(id) AS owed FROM unnest($1::text[]) id) debt WHERE owed > 0',
    [
      [
        ...new Set(
          sellers.map(({ organisationId, currency }) => accountOf(organisationId, 'debt', currency)),
        ),
      ],
    ],
  );
  return new Map(rows.map(({ id, owed }) => [id, owed]));
}
