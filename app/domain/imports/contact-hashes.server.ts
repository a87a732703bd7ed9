import { emailIdentity, parseEmail } from '#app/domain/leads/checks/check-email.ts';
import type { Contact } from '#app/domain/leads/contact.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';

/** What the rows of one import are compared by. The import is part of what is hashed: elsewhere the hashes mean nothing. */
export function contactHashes(lookupKey: Buffer, importId: string, contact: Contact): Buffer[] {
  const email = parseEmail(contact.email);
  const kind = `import:${importId}`;
  return [
    ...(contact.phoneE164 === null ? [] : [lookupHash(lookupKey, kind, `phone\n${contact.phoneE164}`)]),
    ...('problem' in email ? [] : [lookupHash(lookupKey, kind, `email\n${emailIdentity(email.address)}`)]),
  ];
}
