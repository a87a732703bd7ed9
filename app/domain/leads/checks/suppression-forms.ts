import { createHash } from 'node:crypto';
import { emailIdentity } from './check-email.ts';

/**
 * SHA-256, in hexadecimal, of each form under which a contact may stand on a list: a phone as its international digits, and the
 * same with the plus; an e-mail address in lower case, and the mailbox that it stands for. An address is as `parseEmail` reads
 * it, its domain in ASCII.
 */
export function suppressionForms(contact: { phoneE164: string | null; email: string | null }): string[] {
  const { phoneE164, email } = contact;
  const texts = [
    ...(phoneE164 ? [phoneE164.slice(1), phoneE164] : []),
    ...(email ? [email.toLowerCase(), emailIdentity(email)] : []),
  ];
  return [...new Set(texts)].map((text) => createHash('sha256').update(text).digest('hex'));
}

/**
 * The one form under which a contact that was given in the clear is kept: it meets every spelling of the same contact, because
 * a lead is looked up under all of its forms.
 */
export function keptForm(contact: { phoneE164: string } | { email: string }): string {
  const text = 'email' in contact ? emailIdentity(contact.email) : contact.phoneE164.slice(1);
  return createHash('sha256').update(text).digest('hex');
}
