import { z } from 'zod';
import { ADDRESS_MOST, NAME_MOST, SIGNATORY_MOST } from './party-limits.ts';
import { BUSINESS_FORMS, isTaxNumber, isVatNumber, plainNumber } from './tax-number.ts';

/** Letters, digits and what stands between them on a letterhead; nothing that moves or hides text. */
const PLAIN = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029<>]+$/u;
const line = (most: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(2).max(most).regex(PLAIN));
const number = z.string().transform(plainNumber).pipe(z.string().max(30));

/**
 * Who a paper is made out by or to. A number that a country checks is checked: an issue names the field and carries no
 * other word.
 */
export const legalPartySchema = z
  .object({
    form: z.enum(BUSINESS_FORMS),
    /** As registered, the form of business in the country's own words among it: `ТОВ «Ліди»`, `Lead Kft.` */
    legalName: line(NAME_MOST),
    countryCode: z.string().regex(/^[A-Z]{2}$/),
    registrationNumber: number.nullable(),
    taxNumber: number,
    /** Null: no VAT is paid. */
    vatNumber: number.nullable(),
    address: line(ADDRESS_MOST),
    signatoryName: line(SIGNATORY_MOST),
    signatoryRole: line(SIGNATORY_MOST),
  })
  .refine((party) => isTaxNumber(party.taxNumber, party.countryCode, party.form), { path: ['taxNumber'] })
  .refine((party) => party.vatNumber === null || isVatNumber(party.vatNumber, party.countryCode), {
    path: ['vatNumber'],
  });

export type LegalParty = z.output<typeof legalPartySchema>;

/** The operator of the exchange, and the VAT that is within its fees: hundredths of a percent, if it pays any. */
export const operatorSchema = z.object({
  party: legalPartySchema.nullable(),
  vatRateBasisPoints: z.number().int().min(0).max(5_000),
});
