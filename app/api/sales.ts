import { z } from 'zod';
import { readSale, readSales } from '#app/domain/exchange/read-sales.server.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import { buyersSaleJson, sellersSaleJson } from '#app/domain/exchange/sale-json.ts';
import { discloseContacts } from '#app/domain/leads/disclose-contacts.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type CallContext, defineCall } from './call.ts';
import { beforeOf, id, listOf, page, sale, toPage } from './schemas.ts';

export const listSales = defineCall({
  operation: 'listSales',
  method: 'GET',
  path: '/sales',
  access: { kind: 'key', scope: 'sales:read', side: 'either' },
  query: page,
  answers: { 200: listOf(sale) },
  refusals: ['invalid'],
  async handle({ query, principal, context }) {
    const { db } = context;
    const { organisationId } = principal;
    const rows = await readSales(db, {
      organisationId,
      limit: query.limit + 1,
      before: beforeOf('sale', query.cursor),
    });
    const shown = toPage(rows, query.limit, (row) => row);
    return { status: 200, body: { ...shown, data: await toViews(context, organisationId, shown.data) } };
  },
});

export const readOneSale = defineCall({
  operation: 'readSale',
  method: 'GET',
  path: '/sales/{id}',
  access: { kind: 'key', scope: 'sales:read', side: 'either' },
  params: z.object({ id: id('sale') }),
  answers: { 200: sale },
  refusals: ['not_found'],
  async handle({ params, principal, context }) {
    const { organisationId } = principal;
    return { status: 200, body: await readSaleView(context, { organisationId, saleId: params.id }) };
  },
});

/**
 * One sale as the organisation may see it.
 * @throws Refusal `not_found`
 */
export async function readSaleView(context: CallContext, input: { organisationId: string; saleId: string }) {
  const found = await readSale(context.db, input);
  if (!found) throw new Refusal('not_found');
  const [view] = await toViews(context, input.organisationId, [found]);
  return view;
}

/** Contacts are opened only for what the organisation bought; that a key read them is kept, once a day. */
async function toViews(
  { db, actor, origin, now }: CallContext,
  organisationId: string,
  sales: readonly Sale[],
) {
  const bought = sales.filter((one) => one.buyerOrganisationId === organisationId);
  const [leads, contacts] = await Promise.all([
    readLeadsById(
      db.pool,
      sales.map((one) => one.leadId),
    ),
    discloseContacts(db, {
      way: 'api',
      why: 'bought',
      reader: actor,
      organisationId,
      occasion: now.toISOString().slice(0, 10),
      origin,
      leads: bought.map((one) => ({ leadId: one.leadId, saleId: one.id })),
      now,
    }),
  ]);
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  return sales.map((one) => {
    const lead = present(byId.get(one.leadId), 'leads are not removed');
    return one.buyerOrganisationId === organisationId
      ? buyersSaleJson(one, lead, contacts.get(lead.id) ?? null, db.mail.appUrl)
      : sellersSaleJson(one, lead);
  });
}
