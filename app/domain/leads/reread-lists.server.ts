import type { Queryable } from '#app/platform/db.server.ts';
import type { CheckedLead } from './check-leads.server.ts';
import { checkSuppression, passedOver } from './checks/check-suppression.ts';
import { holdLists } from './hold-lists.server.ts';

/**
 * Reads the suppression lists once more for leads about to be sold, in the transaction that sells them and after its locks: one
 * look-up for all of them. The lists do not grow until that transaction ends.
 * @returns by their ids those whose contact is on a list, judged anew
 */
export async function rereadLists(
  tx: Queryable,
  checked: readonly CheckedLead[],
): Promise<ReadonlyMap<string, CheckedLead>> {
  const hashes = checked.flatMap(({ marks }) => marks.suppression);
  if (hashes.length === 0) return new Map();
  await holdLists(tx);
  const { rows } = await tx.query<{ hash: string; owner_id: string }>({
    name: 'reread-lists',
    text: `SELECT encode(hash, 'hex') AS hash, owner_id FROM suppression WHERE hash = ANY ($1)`,
    values: [hashes],
  });
  if (rows.length === 0) return new Map();
  const owners = Map.groupBy(rows, ({ hash }) => hash);
  const listed = checked.flatMap((one): [string, CheckedLead][] => {
    const of = one.marks.suppression.flatMap((hash) => owners.get(hash.toString('hex')) ?? []);
    return of.length === 0
      ? []
      : [
          [
            one.lead.id,
            judgeAnew(
              one,
              of.map((row) => row.owner_id),
            ),
          ],
        ];
  });
  return new Map(listed);
}

function judgeAnew(checked: CheckedLead, listedBy: readonly string[]): CheckedLead {
  const sellerId = checked.lead.organisationId;
  const found = checkSuppression(listedBy, sellerId);
  const results = checked.results.map((result) => (result.check === found.check ? found : result));
  return {
    ...checked,
    results,
    refusal: results.find(({ verdict }) => verdict === 'fail') ?? null,
    passedOver: passedOver([...new Set(listedBy)], sellerId),
  };
}
