import { type LegalParty, legalPartySchema } from '#app/domain/settings/legal-party.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { type FieldErrors, one, type Typed } from '../form.ts';

const { errors: sentences } = paperWords.legal;

/** Reads the fields of `PartyFields`; whatever is wrong with a field, it has one sentence that says how it is right. */
export function readParty(
  typed: Typed,
  countryCode: string,
): { party: LegalParty | null; errors: FieldErrors } {
  const parsed = legalPartySchema.safeParse({
    form: one(typed, 'form'),
    legalName: one(typed, 'legalName'),
    countryCode,
    registrationNumber: one(typed, 'registrationNumber').trim() || null,
    taxNumber: one(typed, 'taxNumber'),
    vatNumber: one(typed, 'vat') === 'yes' ? one(typed, 'vatNumber') : null,
    address: one(typed, 'address'),
    signatoryName: one(typed, 'signatoryName'),
    signatoryRole: one(typed, 'signatoryRole'),
  });
  if (parsed.success) return { party: parsed.data, errors: {} };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  return {
    party: null,
    errors: Object.fromEntries(Object.entries(sentences).filter(([field]) => wrong.has(field))),
  };
}
