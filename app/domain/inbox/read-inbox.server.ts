import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readBoughtSales } from '#app/domain/exchange/read-bought-sales.server.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { bindValues } from './bind-values.ts';
import { findInView } from './find-in-view.ts';
import type { InboxPlace } from './inbox-place.ts';
import type { InboxView, Looking } from './inbox-view.ts';
import { LOOK_LIMIT } from './look-limit.ts';
import { toStanding } from './standing-row.ts';
import { type Standing, UNTOUCHED, type WorkState } from './work.ts';

/** A bought lead with where the work on it stands; its contact is read apart. */
export type InboxItem = { readonly sale: Sale; readonly lead: Lead; readonly work: Standing };

export type InboxQuestion = Looking & {
  readonly view: InboxView;
  /** A niche with all below it, and a region with all that lies in it. */
  readonly nicheCode: string | null;
  readonly regionCode: string | null;
  readonly state: WorkState | null;
  /** Behind which lead the page begins; null at the beginning of the view. */
  readonly after: InboxPlace | null;
  readonly pageSize: number;
  /** Leads that a filter looks through at most. */
  readonly lookLimit?: number;
};

export type InboxPage = {
  readonly items: InboxItem[];
  /** Where the next page begins; null where nothing follows. */
  readonly next: InboxPlace | null;
  /** The page is short because a filter looked through as many leads as it may; more may fit behind `next`. */
  readonly isCut: boolean;
};

/**
 * A page of an organisation's bought leads. The order runs over sale, lead and work at once, which Prisma's queries cannot
 * express; they read the page itself. Leads that come or move meanwhile neither repeat nor hide one that stays where it is.
 */
export async function readInbox(db: Db, question: InboxQuestion): Promise<InboxPage> {
  const { pageSize, lookLimit = LOOK_LIMIT } = question;
  const isFiltered = question.nicheCode !== null || question.regionCode !== null || question.state !== null;
  const places = isFiltered
    ? await findFiltered(db, { ...question, lookLimit })
    : { found: await findPlaces(db, question), lookedUpTo: null };
  const shown = places.found.slice(0, pageSize);
  const isFull = places.found.length > pageSize;
  const last = shown.at(-1) ?? null;
  return {
    items: await readItems(
      db,
      question.organisationId,
      shown.map(({ saleId }) => saleId),
    ),
    next: isFull ? last : places.lookedUpTo,
    isCut: !isFull && places.lookedUpTo !== null,
  };
}

type PlaceRow = { heat: number; at: Date; id: string };
const toPlace = ({ heat, at, id }: PlaceRow): InboxPlace => ({ heat, at, saleId: id });

/** One more than fit on the page, where there are more. */
async function findPlaces(db: Db, question: InboxQuestion): Promise<InboxPlace[]> {
  const bound = bindValues();
  const { text } = findInView(bound, { ...question, looking: question, limit: question.pageSize + 1 });
  const { rows } = await db.pool.query<PlaceRow>(text, [...bound.values]);
  return rows.map(toPlace);
}

/** What a filter looks through first, and how much more each further time: where many leads fit, few fill the page. */
const FIRST_LOOK = 200;
const LOOK_GROWTH = 4;

type Filtered = { readonly found: InboxPlace[]; readonly lookedUpTo: InboxPlace | null };

/** The same of those that a filter lets through, and up to where it looked where it may look no further. */
async function findFiltered(db: Db, question: InboxQuestion & { lookLimit: number }): Promise<Filtered> {
  const found: InboxPlace[] = [];
  let { after } = question;
  let left = question.lookLimit;
  for (let size = FIRST_LOOK; ; size *= LOOK_GROWTH) {
    const lookLimit = Math.min(size, left);
    const part = await lookThrough(db, { ...question, after, lookLimit });
    found.push(...part.found);
    after = part.lookedUpTo;
    left -= lookLimit;
    if (found.length > question.pageSize || after === null || left === 0) return { found, lookedUpTo: after };
  }
}

async function lookThrough(db: Db, question: InboxQuestion & { lookLimit: number }): Promise<Filtered> {
  const bound = bindValues();
  const { bind } = bound;
  const { text, order } = findInView(bound, { ...question, looking: question, limit: question.lookLimit });
  const niches = bind(await nichesBelow(db, question.nicheCode), 'text[]');
  const region = bind(question.regionCode, 'text');
  const state = bind(question.state, 'text');
  // One look-up for each lead that is looked at, never the whole of a table: hence the fences.
  const { rows } = await db.pool.query<PlaceRow & { isEnd: boolean }>(
    `WITH seen AS MATERIALIZED (SELECT *, row_number() OVER (ORDER BY ${order}) AS place FROM (${text}) page),
     found AS (
       SELECT seen.* FROM seen
         CROSS JOIN LATERAL (SELECT lead_id FROM sale WHERE sale.id = seen.id OFFSET 0) s
         CROSS JOIN LATERAL (SELECT niche_code, place_code FROM lead WHERE lead.id = s.lead_id OFFSET 0) l
         LEFT JOIN LATERAL (SELECT outcome FROM sale_work WHERE sale_id = seen.id OFFSET 0) w ON true
       WHERE (${niches} IS NULL OR l.niche_code = ANY (${niches}))
         AND (${region} IS NULL OR EXISTS (SELECT FROM region r WHERE r.code = l.place_code AND ${region} = ANY (r.path)))
         AND (${state} IS NULL OR coalesce(w.outcome, 'new') = ${state})
       ORDER BY place LIMIT ${bind(question.pageSize + 1, 'int')})
     SELECT heat, at, id, false AS "isEnd" FROM found
     UNION ALL SELECT heat, at, id, true FROM seen WHERE place = ${bind(question.lookLimit, 'int')}
     ORDER BY "isEnd", ${order}`,
    [...bound.values],
  );
  const end = rows.find(({ isEnd }) => isEnd);
  return {
    found: rows.filter(({ isEnd }) => !isEnd).map(toPlace),
    lookedUpTo: end ? toPlace(end) : null,
  };
}

/** One bought lead, or null when the organisation bought no such one. */
export async function readInboxItem(
  db: Db,
  input: { organisationId: string; saleId: string },
): Promise<InboxItem | null> {
  const [item] = await readItems(db, input.organisationId, [input.saleId]);
  return item ?? null;
}

/** In the order of the ids; those of others are left out. */
async function readItems(db: Db, organisationId: string, saleIds: readonly string[]): Promise<InboxItem[]> {
  const sales = await readBoughtSales(db, { organisationId, saleIds });
  const [leads, works] = await Promise.all([
    readLeadsById(
      db.pool,
      sales.map(({ leadId }) => leadId),
    ),
    db.prisma.saleWork.findMany({ where: { saleId: { in: sales.map(({ id }) => id) } } }),
  ]);
  const saleOf = new Map(sales.map((sale) => [sale.id, sale]));
  const leadOf = new Map(leads.map((lead) => [lead.id, lead]));
  const workOf = new Map(works.map((row) => [row.saleId, toStanding(row)]));
  return saleIds.flatMap((id) => {
    const sale = saleOf.get(id);
    if (!sale) return [];
    const lead = present(leadOf.get(sale.leadId), 'leads are not removed');
    return [{ sale, lead, work: workOf.get(id) ?? UNTOUCHED }];
  });
}

async function nichesBelow(db: Db, nicheCode: string | null): Promise<string[] | null> {
  if (nicheCode === null) return null;
  const { niches } = await readReference(db.pool);
  return [...niches.values()].flatMap((one) => (one.path.includes(nicheCode) ? [one.code] : []));
}
