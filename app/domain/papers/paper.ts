import { z } from 'zod';
import { assert } from '#app/kernel/assert.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Month } from '#app/kernel/month.ts';
import type { LegalParty } from '../settings/legal-party.ts';
import { BUSINESS_FORMS } from '../settings/tax-number.ts';

export const PAPER_KINDS = ['invoice', 'credit_note'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** A party as a paper keeps it. Of an organisation that never gave its details only name and country are known. */
export const paperPartySchema = z.object({
  form: z.enum(BUSINESS_FORMS).nullable(),
  legalName: z.string(),
  countryCode: z.string(),
  registrationNumber: z.string().nullable(),
  taxNumber: z.string().nullable(),
  vatNumber: z.string().nullable(),
  address: z.string().nullable(),
  signatoryName: z.string().nullable(),
  signatoryRole: z.string().nullable(),
});
export type PaperParty = z.output<typeof paperPartySchema>;

/** An invoice and act for fees, or a credit note that takes back a part of one. Amounts in minor units; a credit note's are below zero. */
export type FeePaper = {
  readonly id: string;
  readonly organisationId: string;
  readonly currency: Currency;
  readonly month: Month;
  readonly kind: PaperKind;
  readonly year: number;
  readonly number: number;
  readonly corrects: { readonly year: number; readonly number: number; readonly issuedAt: Date } | null;
  readonly lineCount: number;
  readonly totalMinor: bigint;
  readonly vatMinor: bigint;
  readonly vatRateBasisPoints: number | null;
  readonly operator: PaperParty;
  readonly party: PaperParty;
  readonly issuedAt: Date;
};

/** A fee that was taken (above zero) or given back, with its sale. */
export type FeeLine = {
  readonly transferId: bigint;
  readonly saleId: string;
  readonly at: Date;
  readonly amountMinor: bigint;
};

/**
 * The VAT that is within a total, rounded half away from zero to a whole minor unit.
 * @param totalMinor minor units, VAT among them; below zero for what is given back
 * @param rateBasisPoints hundredths of a percent; null where no VAT is paid
 */
export function vatWithin(totalMinor: bigint, rateBasisPoints: number | null): bigint {
  if (rateBasisPoints === null) return 0n;
  assert(
    Number.isInteger(rateBasisPoints) && rateBasisPoints >= 0,
    'a rate is a whole number of basis points',
  );
  const whole = BigInt(10_000 + rateBasisPoints);
  const size = totalMinor < 0n ? -totalMinor : totalMinor;
  const vat = (2n * size * BigInt(rateBasisPoints) + whole) / (2n * whole);
  return totalMinor < 0n ? -vat : vat;
}

/** What a paper keeps of an organisation. */
export function toPaperParty(
  known: LegalParty | null,
  organisation: { name: string; countryCode: string },
): PaperParty {
  if (known) return known;
  return {
    form: null,
    legalName: organisation.name,
    countryCode: organisation.countryCode,
    registrationNumber: null,
    taxNumber: null,
    vatNumber: null,
    address: null,
    signatoryName: null,
    signatoryRole: null,
  };
}
