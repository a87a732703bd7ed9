import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readBoughtSales } from '#app/domain/exchange/read-bought-sales.server.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type InboxView, VIEW_FILTERS, VIEW_ORDERS } from './inbox-view.ts';
import { toStanding } from './standing-row.ts';
import { type Standing, UNTOUCHED, type WorkState } from './work.ts';

/** A bought lead with where the work on it stands; its contact is read apart. */
export type InboxItem = { readonly sale: Sale; readonly lead: Lead; readonly work: Standing };

export type InboxQuestion = {
  readonly organisationId: string;
  readonly view: InboxView;
  /** Whose leads are "mine". */
  readonly personId: string;
  readonly now: Date;
  readonly endOfDay: Date;
  /** A niche with all below it, and a region with all that lies in it. */
  readonly nicheCode: string | null;
  readonly regionCode: string | null;
  readonly state: WorkState | null;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
};

/**
 * A page of an organisation's bought leads, with how many the view holds. The order runs over sale, lead and work at
 * once, which Prisma's queries cannot express; they read the page itself.
 */
export async function readInbox(
  db: Db,
  question: InboxQuestion,
): Promise<{ items: InboxItem[]; total: number }> {
  const { organisationId, view, page, pageSize } = question;
  const from = `FROM sale s JOIN lead l ON l.id = s.lead_id LEFT JOIN sale_work w ON w.sale_id = s.id
    WHERE s.buyer_organisation_id = $1 AND ${VIEW_FILTERS[view]}
      AND ($5::text[] IS NULL OR l.niche_code = ANY ($5))
      AND ($6::text IS NULL OR EXISTS (SELECT FROM region r WHERE r.code = l.place_code AND $6 = ANY (r.path)))
      AND ($7::text IS NULL OR coalesce(w.outcome, 'new') = $7)
      AND ($2::timestamptz, $3::text, $4::timestamptz) IS NOT NULL`;
  const values = [
    organisationId,
    question.now,
    question.personId,
    question.endOfDay,
    await nichesBelow(db, question.nicheCode),
    question.regionCode,
    question.state,
  ];
  const [ids, counted] = await Promise.all([
    db.pool.query<{ id: string }>(`SELECT s.id ${from} ORDER BY ${VIEW_ORDERS[view]} LIMIT $8 OFFSET $9`, [
      ...values,
      pageSize,
      (page - 1) * pageSize,
    ]),
    db.pool.query<{ total: number }>(`SELECT count(*)::int AS total ${from}`, values),
  ]);
  const items = await readItems(
    db,
    organisationId,
    ids.rows.map(({ id }) => id),
  );
  return { items, total: counted.rows[0]?.total ?? 0 };
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
