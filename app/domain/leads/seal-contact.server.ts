import {
  type KeyRing,
  newDataKey,
  seal,
  unseal,
  unwrapDataKey,
  type WrappedKey,
} from '#app/platform/crypto.server.ts';
import type { Contact } from './contact.ts';

export type SealedContact = WrappedKey & { sealed: Buffer };

/** Seals a contact under a data key of its own; deleting that key erases the contact wherever a copy lies. */
export function sealContact(ring: KeyRing, leadId: string, contact: Contact): SealedContact {
  const { key, wrappedBy, wrappedKey } = newDataKey(ring, leadId);
  return { sealed: seal(key, Buffer.from(JSON.stringify(contact)), leadId), wrappedBy, wrappedKey };
}

/** @throws Error when the key is gone or the bytes belong to another lead */
export function openContact(ring: KeyRing, leadId: string, stored: SealedContact): Contact {
  return JSON.parse(unseal(unwrapDataKey(ring, stored, leadId), stored.sealed, leadId).toString());
}
