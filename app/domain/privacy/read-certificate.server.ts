import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Channel } from '#app/domain/catalog/offer.ts';
import { readBoughtSales } from '#app/domain/exchange/read-bought-sales.server.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { openContacts } from '#app/domain/inbox/open-contacts.server.ts';
import type { CheckResult } from '#app/domain/leads/check-result.ts';
import { readConsent } from '#app/domain/leads/read-consent.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { withholdAddress } from './withhold-address.ts';

/** What a lead's person agreed to, as its buyer may show it to whoever asks. */
export type Certificate = {
  readonly saleId: string;
  readonly leadId: string;
  readonly text: string;
  readonly givenAt: Date;
  readonly receivedAt: Date;
  /** The page on which it was given; null where it was not told, or is erased. */
  readonly page: string | null;
  /** Whence it was sent, without the part that tells one connection from its neighbours. */
  readonly address: string | null;
  readonly collector: string;
  readonly channel: Channel;
  /** What the check of the consent found when the lead came. */
  readonly check: CheckResult | null;
  readonly isErased: boolean;
  /** The form of ours by which it was given, and which version of it was shown; null where it came another way. */
  readonly form: { readonly id: string; readonly version: number } | null;
  /** In hexadecimal, over all of the above under a key of the exchange. */
  readonly fingerprint: string;
};

/** The certificate of a bought lead, or null where the organisation did not buy it. That somebody opened it is written down. */
export async function readCertificate(
  db: Db,
  input: Actor & { organisationId: string; saleId: string; startOfDay: Date; now: Date },
): Promise<Certificate | null> {
  const { organisationId, saleId } = input;
  const [sale] = await readBoughtSales(db, { organisationId, saleIds: [saleId] });
  if (!sale) return null;
  const [consent, [lead], contacts, organisations] = await Promise.all([
    readConsent(db, sale.leadId),
    readLeadsById(db.pool, [sale.leadId]),
    openContacts(db, { ...input, saleIds: [saleId], way: 'certificate' }),
    readOrganisationsById(db, [sale.sellerOrganisationId]),
  ]);
  const { channel, checks, createdAt } = present(lead, 'leads are not removed');
  const contact = contacts.get(saleId) ?? null;
  const record = {
    saleId,
    leadId: sale.leadId,
    text: consent.text,
    givenAt: consent.givenAt,
    receivedAt: createdAt,
    page: contact?.consentUrl ?? contact?.sourceUrl ?? null,
    address: contact?.ip ? withholdAddress(contact.ip) : null,
    collector: organisations.get(sale.sellerOrganisationId)?.name ?? '',
    channel,
    check: checks.find(({ check }) => check === 'consent') ?? null,
    isErased: contact === null,
    // Last and only where there is one: certificates without a form keep the fingerprint that they had.
    ...(consent.form ? { form: consent.form } : {}),
  };
  const fingerprint = lookupHash(db.keys.signing, 'consent-certificate', JSON.stringify(record));
  return { ...record, form: consent.form, fingerprint: fingerprint.toString('hex') };
}
