import { leastId } from '#app/kernel/ids.ts';
import type { Bound } from './bind-values.ts';
import type { InboxPlace } from './inbox-place.ts';
import { type InboxView, type Looking, VIEW_QUERIES } from './inbox-view.ts';

const HEATS = [0, 1, 2] as const;

/**
 * SQL for the leads of a view behind a place, in order, as columns heat, at, id. Each heat of what was worked and of what nobody
 * touched is read by its index from where it begins, and no further than the limit: it costs the same however much there is.
 */
export function findInView(
  bound: Bound,
  input: { view: InboxView; looking: Looking; after: InboxPlace | null; limit: number },
): { text: string; order: string } {
  const { view, looking, after, limit } = input;
  const { filter, moment, isByHeat, isNewestFirst, hasUntouched } = VIEW_QUERIES[view];
  const [beyond, direction] = isNewestFirst ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
  const { bind } = bound;
  const organisation = bind(looking.organisationId, 'text');
  const most = bind(limit, 'int');
  const where = filter(bound, looking);
  const behind = (heat: number, at: string, id: string) =>
    after === null || (isByHeat && heat !== after.heat)
      ? ''
      : `AND (${at}, ${id}) ${beyond} (${bind(after.at, 'timestamptz')}, ${bind(after.saleId, 'text')})`;
  // An id of a sale begins with its moment: so the index by id is entered, and what it lets through too much the comparison drops.
  const leastBehind = (heat: number) =>
    after === null || (isByHeat && heat !== after.heat)
      ? ''
      : `AND id ${beyond} ${bind(leastId('sale', after.at.getTime() + (isNewestFirst ? 1 : 0)), 'text')}`;
  const worked = (heat: number) => `
    (SELECT ${heat} AS heat, ${moment} AS at, sale_id AS id FROM sale_work
     WHERE organisation_id = ${organisation} AND ${where} ${isByHeat ? `AND heat = ${heat}` : ''} ${behind(heat, moment, 'sale_id')}
     ORDER BY ${moment} ${direction}, sale_id ${direction} LIMIT ${most})`;
  const untouched = (heat: number) => `
    (SELECT ${isByHeat ? heat : 0} AS heat, sold_at AS at, id FROM sale
     WHERE buyer_organisation_id = ${organisation} AND untouched_heat = ${heat} ${leastBehind(heat)} ${behind(heat, 'sold_at', 'id')}
     ORDER BY id ${direction} LIMIT ${most})`;
  const isLeft = (heat: number) => after === null || !isByHeat || heat >= after.heat;
  const parts = [
    ...(isByHeat ? HEATS.filter(isLeft) : [0]).map(worked),
    ...(hasUntouched ? HEATS.filter(isLeft).map(untouched) : []),
  ];
  const order = `heat, at ${direction}, id ${direction}`;
  return {
    order,
    text: `SELECT heat, at, id FROM (${parts.join(' UNION ALL ')}) found ORDER BY ${order} LIMIT ${most}`,
  };
}
