import { readSalesOfLeads } from '#app/domain/exchange/read-sales.server.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import { discloseContacts } from '#app/domain/leads/disclose-contacts.server.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { readConsent } from '#app/domain/leads/read-consent.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { readReadings } from '#app/domain/leads/read-readings.server.ts';
import type { ReadingWay } from '#app/domain/leads/reading.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readNotices } from './read-notices.server.ts';
import { toWithdrawal, type Withdrawal } from './withdrawal.ts';

/** An organisation by what everybody may know of it. */
export type PublicParty = { readonly name: string; readonly countryCode: string };

/** Everything the exchange can tell a person about their own lead. */
export type PersonFile = {
  readonly lead: Lead;
  /** Null once it is erased. */
  readonly contact: Disclosed | null;
  readonly consent: { readonly text: string; readonly givenAt: Date };
  readonly collectedBy: PublicParty;
  readonly buyers: readonly (PublicParty & {
    readonly saleId: string;
    readonly soldAt: Date;
    readonly receivedAt: Date | null;
    readonly erasedAt: Date | null;
  })[];
  /** Who read it, newest first, by organisation; null for the exchange itself. */
  readonly readings: readonly { readonly at: Date; readonly way: ReadingWay; readonly by: string | null }[];
  readonly withdrawal: Withdrawal | null;
};

const READINGS_SHOWN = 100;
const NOTICES_MOST = 100;

/** What is held of the person behind a lead; that they looked is written down too. Null where there is no such lead. */
export async function readPersonFile(
  db: Db,
  input: { leadId: string; origin: string; now: Date },
): Promise<PersonFile | null> {
  const { leadId, origin, now } = input;
  const [lead] = await readLeadsById(db.pool, [leadId]);
  if (!lead) return null;
  const [sales, readings, notices, consent, withdrawal, contacts] = await Promise.all([
    readSalesOfLeads(db, [leadId]),
    readReadings(db, { leadId, limit: READINGS_SHOWN }),
    readNotices(db, { leadId, limit: NOTICES_MOST }),
    readConsent(db, leadId),
    db.prisma.withdrawal.findUnique({ where: { leadId } }),
    discloseContacts(db, {
      way: 'person',
      why: 'own',
      reader: 'person',
      organisationId: null,
      occasion: now.toISOString().slice(0, 10),
      origin,
      leads: [{ leadId, saleId: null }],
      now,
    }),
  ]);
  const sold = sales.get(leadId) ?? [];
  const parties = await readOrganisationsById(db, [
    lead.organisationId,
    ...sold.map(({ buyerOrganisationId }) => buyerOrganisationId),
  ]);
  const partyOf = (id: string): PublicParty => ({
    name: parties.get(id)?.name ?? '',
    countryCode: parties.get(id)?.countryCode ?? '',
  });
  return {
    lead,
    contact: contacts.get(leadId) ?? null,
    consent,
    collectedBy: partyOf(lead.organisationId),
    buyers: sold.map(({ id, soldAt, buyerOrganisationId }) => {
      const notice = notices.find(({ saleId }) => saleId === id);
      return {
        ...partyOf(buyerOrganisationId),
        saleId: id,
        soldAt,
        receivedAt: notice?.receivedAt ?? null,
        erasedAt: notice?.erasedAt ?? null,
      };
    }),
    readings: readings
      .filter(({ way }) => way !== 'person')
      .map(({ at, way, organisationId }) => ({
        at,
        way,
        by: organisationId === null ? null : partyOf(organisationId).name,
      })),
    withdrawal: withdrawal && toWithdrawal(withdrawal),
  };
}
