import type { PaperParty } from '#app/domain/papers/paper.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { uiWords } from '#app/words/en/ui.ts';

const words = paperWords.pdf;

/** A party as a letterhead has it, a line each; what is not known is left out. */
export function partyLines(party: PaperParty): string[] {
  const isKnown = party.taxNumber !== null;
  return [
    party.legalName,
    party.form && paperWords.forms[party.form],
    party.taxNumber && words.taxNumber(party.taxNumber),
    party.registrationNumber && words.registrationNumber(party.registrationNumber),
    party.vatNumber ? words.vatNumber(party.vatNumber) : isKnown && words.noVatNumber,
    party.address,
    uiWords.countryName(party.countryCode),
    party.signatoryRole && party.signatoryName && words.signatory(party.signatoryRole, party.signatoryName),
  ].filter((line): line is string => Boolean(line));
}
