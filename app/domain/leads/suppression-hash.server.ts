import { lookupHash } from '#app/platform/crypto.server.ts';

/** What a contact on a suppression list is kept and looked up by: the SHA-256 of one of its forms, in hexadecimal, under our key. */
export function suppressionHash(lookupKey: Buffer, form: string): Buffer {
  return lookupHash(lookupKey, 'suppression', form);
}
