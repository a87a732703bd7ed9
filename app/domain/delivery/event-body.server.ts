import { readSaleById, readSalesOfLeads } from '#app/domain/exchange/read-sales.server.ts';
import { buyersSaleJson, saleLineJson, sellersSaleJson } from '#app/domain/exchange/sale-json.ts';
import { discloseContacts } from '#app/domain/leads/disclose-contacts.server.ts';
import { sellersLeadJson } from '#app/domain/leads/lead-json.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { assert, present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Event } from './endpoint.ts';

type Subject = { subjectId: string; organisationId: string };
/** Where an attempt sends to. */
type Sending = Subject & { endpointId: string; occasion: string; now: Date };

/** What modules that know of deliveries say of their own events: the event's `data`, as its receiver may know it. */
export type OtherEvents = { readonly [Name in Event]?: (db: Db, subject: Subject) => Promise<object> };

/**
 * What an event says, as its receiver may know it. Made anew for each attempt, because a contact is kept nowhere but
 * in its vault.
 * @param input.organisationId whose endpoint it goes to
 * @param input.occasion what tells this attempt from others
 * @param others the events that are not of the modules below this one
 */
export async function eventBody(
  db: Db,
  input: Sending & { event: Event; at: Date },
  others: OtherEvents = {},
): Promise<string> {
  const data = await (others[input.event] ?? ownEvent)(db, input);
  return JSON.stringify({ type: input.event, timestamp: input.at.toISOString(), data });
}

async function ownEvent(db: Db, input: Sending & { event: Event }): Promise<object> {
  switch (input.event) {
    case 'lead.sold':
      return soldLead(db, input);
    case 'lead.sale':
      return earnedSale(db, input);
    case 'lead.verdict':
      return leadVerdict(db, input);
    default:
      throw new Error(`no body is defined for ${input.event}`);
  }
}

async function soldLead(db: Db, { subjectId, organisationId, endpointId, occasion, now }: Sending) {
  const sale = await readSubjectSale(db, subjectId);
  assert(sale.buyerOrganisationId === organisationId, 'a contact goes to the organisation that bought it');
  const [lead, contacts] = await Promise.all([
    readSubjectLead(db, sale.leadId),
    discloseContacts(db, {
      way: 'webhook',
      why: 'bought',
      reader: endpointId,
      organisationId,
      occasion,
      origin: 'job:deliver-webhook',
      leads: [{ leadId: sale.leadId, saleId: sale.id }],
      now,
    }),
  ]);
  return buyersSaleJson(sale, lead, contacts.get(lead.id) ?? null, db.mail.appUrl);
}

async function earnedSale(db: Db, { subjectId, organisationId }: Subject) {
  const sale = await readSubjectSale(db, subjectId);
  assert(sale.sellerOrganisationId === organisationId, 'a sale is told to the organisation that sold');
  return sellersSaleJson(sale, await readSubjectLead(db, sale.leadId));
}

async function leadVerdict(db: Db, { subjectId, organisationId }: Subject) {
  const lead = await readSubjectLead(db, subjectId);
  assert(lead.organisationId === organisationId, 'a verdict is told to the organisation that sent the lead');
  const sales = await readSalesOfLeads(db, [lead.id]);
  return sellersLeadJson(lead, (sales.get(lead.id) ?? []).map(saleLineJson));
}

async function readSubjectSale(db: Db, saleId: string) {
  return present(await readSaleById(db, saleId), 'sales are not removed');
}

async function readSubjectLead(db: Db, leadId: string) {
  const [lead] = await readLeadsById(db.pool, [leadId]);
  return present(lead, 'leads are not removed');
}
