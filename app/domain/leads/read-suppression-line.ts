import { parseEmail } from './checks/check-email.ts';
import { checkPhone } from './checks/check-phone.ts';
import { keptForm, suppressionForms } from './checks/suppression-forms.ts';

const SHA256_HEX = /^[0-9a-f]{64}$/i;
/** Where a line has several fields, numbers shorter than this are ids, dates and amounts. */
const LEAST_PHONE_DIGITS = 9;
/** Whole numbers within these countries have eight digits. Source: ITU-T E.164 national plans. */
const SHORTER: readonly string[] = ['AM', 'HU', 'MN'];
const LEAST_SHORTER_DIGITS = 8;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$/;
/** Longer than a contact with a few columns beside it; bounds the work done for junk. */
export const LINE_CHARACTERS_MOST = 1_000;

type Contact = { readonly sha256: string } | { readonly phoneE164: string } | { readonly email: string };

/**
 * The forms under which the contacts of a line are kept: none where the line holds no contact that can be read. A line may be one
 * contact or a row of a table with commas, semicolons or tabs.
 * @param country ISO 3166-1 alpha-2 by which national numbers are read; null where only international ones are
 */
export function readSuppressionLine(line: string, country: string | null): string[] {
  if (line.length > LINE_CHARACTERS_MOST) return [];
  const fields = line.split(/[,;\t]/).map((field) =>
    field
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  const isAlone = fields.length === 1;
  return fields.flatMap((field) => {
    if (!isAlone && !field.includes('@') && !field.startsWith('+') && !isLong(field, country)) return [];
    const contact = readContact(field, country);
    return contact ? ['sha256' in contact ? contact.sha256 : keptForm(contact)] : [];
  });
}

/** Whether a field of a row may be a number within the country: neither too short for one nor a date. */
function isLong(field: string, country: string | null): boolean {
  const least = SHORTER.includes(country ?? '') ? LEAST_SHORTER_DIGITS : LEAST_PHONE_DIGITS;
  return field.replace(/[^0-9]/g, '').length >= least && !DATE.test(field);
}

/** All forms under which one contact, typed by somebody, may be kept; none where it is none. */
export function formsOfContact(typed: string, country: string | null): string[] {
  const contact = readContact(typed.trim(), country);
  if (!contact) return [];
  if ('sha256' in contact) return [contact.sha256];
  return suppressionForms({
    phoneE164: 'phoneE164' in contact ? contact.phoneE164 : null,
    email: 'email' in contact ? contact.email : null,
  });
}

function readContact(text: string, country: string | null): Contact | null {
  if (SHA256_HEX.test(text)) return { sha256: text.toLowerCase() };
  if (text.includes('@')) {
    const email = parseEmail(text);
    return 'problem' in email ? null : { email: email.address };
  }
  if (!/\d/.test(text)) return null;
  const { e164 } = checkPhone(text, country ?? '');
  return e164 === null ? null : { phoneE164: e164 };
}
