import { type MovedMoney, readTransfersOf } from '#app/domain/billing/read-transfers-of.server.ts';
import { type DeliveryLine, readDeliveriesOf } from '#app/domain/delivery/read-deliveries-of.server.ts';
import { countDisputes, type DisputeRecord } from '#app/domain/disputes/count-disputes.server.ts';
import type { DisputeFile } from '#app/domain/disputes/dispute.ts';
import { readDispute } from '#app/domain/disputes/read-disputes.server.ts';
import { countSales } from '#app/domain/exchange/count-sales.server.ts';
import { readSaleById } from '#app/domain/exchange/read-sales.server.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { readWork, type WorkEntry } from '#app/domain/inbox/read-work.server.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { maskEmail, maskName, maskPhone } from './mask-contact.ts';

/** One side of a dispute with how its disputes ended so far, and out of how many sales. */
export type Party = { readonly id: string; readonly name: string; readonly sales: number } & DisputeRecord;

/** Enough to tell contacts apart, too little to reach anybody. */
export type MaskedContact = Record<'name' | 'phone' | 'email', string | null>;

/** All that the exchange holds about one dispute, as a moderator reads it. */
export type Case = {
  readonly dispute: DisputeFile;
  readonly sale: Sale;
  readonly lead: Lead;
  /** Null once the lead is erased. */
  readonly contact: MaskedContact | null;
  readonly consent: Disclosed['consent'] | null;
  readonly deliveries: readonly DeliveryLine[];
  /** What the buyer logged of trying to reach the person, newest first. */
  readonly attempts: readonly WorkEntry[];
  readonly money: readonly MovedMoney[];
  readonly buyer: Party;
  readonly seller: Party;
};

const ATTEMPTS_LIMIT = 50;

/** One case with everything it is judged by, or null. */
export async function readCase(db: Db, disputeId: string): Promise<Case | null> {
  const dispute = await readDispute(db, { disputeId, organisationId: null });
  if (!dispute) return null;
  const { saleId, leadId, buyerOrganisationId, sellerOrganisationId } = dispute;
  const [sale, leads, contacts, deliveries, attempts, money, buyer, seller] = await Promise.all([
    readSaleById(db, saleId),
    readLeadsById(db.pool, [leadId]),
    readContacts(db, [leadId]),
    readDeliveriesOf(db, saleId),
    readWork(db, { organisationId: buyerOrganisationId, saleId, limit: ATTEMPTS_LIMIT }),
    readTransfersOf(db.pool, saleId),
    readParty(db, buyerOrganisationId, 'buyer'),
    readParty(db, sellerOrganisationId, 'seller'),
  ]);
  const contact = contacts.get(leadId);
  return {
    dispute,
    sale: present(sale, 'sales are not removed'),
    lead: present(leads[0], 'leads are not removed'),
    contact: contact ? maskContact(contact) : null,
    consent: contact?.consent ?? null,
    deliveries,
    attempts,
    money,
    buyer,
    seller,
  };
}

async function readParty(db: Db, organisationId: string, side: 'buyer' | 'seller'): Promise<Party> {
  const [organisations, disputes, sales] = await Promise.all([
    readOrganisationsById(db, [organisationId]),
    countDisputes(db, { organisationId, side }),
    countSales(db, { organisationId, side }),
  ]);
  const { name } = present(organisations.get(organisationId), 'organisations are not removed');
  return { id: organisationId, name, sales, ...disputes };
}

function maskContact(contact: Disclosed): MaskedContact {
  return {
    name: contact.name && maskName(contact.name),
    phone: contact.phone && maskPhone(contact.phoneE164 ?? contact.phone),
    email: contact.email && maskEmail(contact.email),
  };
}
