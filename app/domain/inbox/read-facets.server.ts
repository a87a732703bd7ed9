import type { Db } from '#app/platform/platform.server.ts';

/** Kinds of lead beyond which a list to choose from helps nobody. */
const FACETS_LIMIT = 100;

/** The newest of the bought leads tell what is bought: the list must not cost more the more was bought ever. */
const LEADS_LIMIT = 10_000;

/** The niches and regions that an organisation's bought leads are of, the most frequent first: what there is to filter by. */
export async function readFacets(
  db: Db,
  organisationId: string,
): Promise<{ niches: string[]; regions: string[] }> {
  const { rows } = await db.pool.query<{ kind: 'niche' | 'region'; code: string }>(
    `WITH bought AS (
       SELECT l.niche_code, l.region_code
       FROM (SELECT lead_id FROM sale WHERE buyer_organisation_id = $1 ORDER BY id DESC LIMIT $3) s JOIN lead l ON l.id = s.lead_id)
     SELECT kind, code FROM (
       SELECT 'niche' AS kind, niche_code AS code, count(*) AS leads FROM bought GROUP BY niche_code
       UNION ALL
       SELECT 'region', region_code, count(*) FROM bought GROUP BY region_code
     ) AS facets ORDER BY leads DESC, code LIMIT $2`,
    [organisationId, FACETS_LIMIT, LEADS_LIMIT],
  );
  const codesOf = (kind: string) => rows.filter((row) => row.kind === kind).map(({ code }) => code);
  return { niches: codesOf('niche'), regions: codesOf('region') };
}
