import type { Db } from '#app/platform/platform.server.ts';

/** Kinds of lead beyond which a list to choose from helps nobody. */
const FACETS_LIMIT = 100;

/** The niches and regions that an organisation's bought leads are of, the most frequent first: what there is to filter by. */
export async function readFacets(
  db: Db,
  organisationId: string,
): Promise<{ niches: string[]; regions: string[] }> {
  const { rows } = await db.pool.query<{ kind: 'niche' | 'region'; code: string }>(
    `SELECT kind, code FROM (
       SELECT 'niche' AS kind, l.niche_code AS code, count(*) AS leads
         FROM sale s JOIN lead l ON l.id = s.lead_id WHERE s.buyer_organisation_id = $1 GROUP BY l.niche_code
       UNION ALL
       SELECT 'region', l.region_code, count(*)
         FROM sale s JOIN lead l ON l.id = s.lead_id WHERE s.buyer_organisation_id = $1 GROUP BY l.region_code
     ) AS facets ORDER BY leads DESC, code LIMIT $2`,
    [organisationId, FACETS_LIMIT],
  );
  const codesOf = (kind: string) => rows.filter((row) => row.kind === kind).map(({ code }) => code);
  return { niches: codesOf('niche'), regions: codesOf('region') };
}
