import { addressBlock } from '#app/platform/address-block.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import { parseEmail } from './checks/check-email.ts';
import type { Pace } from './checks/check-velocity.ts';
import { nameIdentity } from './checks/near-duplicate.ts';
import { suppressionForms } from './checks/suppression-forms.ts';
import type { Contact } from './contact.ts';
import type { Lead } from './lead.ts';
import { suppressionHash } from './suppression-hash.server.ts';

/** By what a lead is compared with others, as keyed hashes: nothing of it can be read back. */
export type Marks = {
  /** Whence it came, as far as that was told. */
  readonly paces: readonly { readonly pace: Pace; readonly hash: Buffer }[];
  /** Who asks for what where; null where no name can be compared. */
  readonly need: { readonly hash: Buffer; readonly nameWords: number } | null;
  /** The forms under which its contact may stand on a suppression list. */
  readonly suppression: readonly Buffer[];
};

/** Works the marks of a lead out. A test lead counts nowhere: it has none but those of its contact. */
export function markLead(lookupKey: Buffer, lead: Lead, contact: Contact): Marks {
  const hash = (kind: string, ...parts: string[]) => lookupHash(lookupKey, kind, parts.join('\n'));
  const email = parseEmail(contact.email);
  const forms = suppressionForms({
    phoneE164: contact.phoneE164,
    email: 'problem' in email ? null : email.address,
  });
  const suppression = forms.map((form) => suppressionHash(lookupKey, form));
  if (lead.test) return { paces: [], need: null, suppression };
  const address = contact.ip === null ? null : addressBlock(contact.ip);
  const name = nameIdentity(contact.name);
  return {
    paces: [
      // A file comes at once: its pace says nothing of its source, nor of the leads that come one by one.
      ...(lead.channel === 'import'
        ? []
        : [{ pace: 'source' as const, hash: hash('source', lead.offerId, lead.subIds[0] ?? '') }]),
      ...(address === null ? [] : [{ pace: 'address' as const, hash: hash('address', address) }]),
      ...(address === null || contact.userAgent === null
        ? []
        : [{ pace: 'device' as const, hash: hash('device', address, contact.userAgent) }]),
    ],
    need: name && { hash: hash('need', name.key, lead.placeCode, lead.niche), nameWords: name.words },
    suppression,
  };
}
