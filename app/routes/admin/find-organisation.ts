import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { searchOrganisations } from '#app/domain/identity/search-organisations.server.ts';
import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** More than one fits on a screen are too many to choose from. */
export const ORGANISATIONS_OFFERED = 10;

export type OfferedOrganisation = {
  readonly id: string;
  readonly name: string;
  readonly countryCode: string;
};

/** Which organisation somebody means: one, several to choose from, or none; `tooMany` where the name says too little. */
export type FoundOrganisation =
  | { readonly kind: 'one'; readonly organisation: OfferedOrganisation }
  | { readonly kind: 'several'; readonly offered: readonly OfferedOrganisation[] }
  | { readonly kind: 'none' | 'tooMany' };

/**
 * Finds the organisation that an admin means by its name, a part of it, or its id.
 * @param input.chosen the id that was chosen among several; it counts while `text` is what they were found by
 */
export async function findOrganisation(
  db: Db,
  input: { text: string; chosen: string; foundBy: string },
): Promise<FoundOrganisation> {
  const text = input.text.trim();
  const id = input.chosen !== '' && input.foundBy.trim() === text ? input.chosen : text;
  if (isId('org', id)) {
    const organisation = (await readOrganisationsById(db, [id])).get(id);
    return organisation ? { kind: 'one', organisation } : { kind: 'none' };
  }
  if (text === '') return { kind: 'none' };
  const { organisations, total } = await searchOrganisations(db, {
    ...{ search: text, filter: 'all' as const, page: 1, pageSize: ORGANISATIONS_OFFERED },
  });
  const [first, another] = organisations;
  if (!first) return { kind: 'none' };
  if (!another) return { kind: 'one', organisation: first };
  return total > ORGANISATIONS_OFFERED ? { kind: 'tooMany' } : { kind: 'several', offered: organisations };
}
