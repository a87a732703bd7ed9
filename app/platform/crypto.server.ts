import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { assert, present } from '#app/kernel/assert.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Keys by name; new secrets are sealed with the current one. */
export type KeyRing = { readonly current: string; readonly keys: ReadonlyMap<string, Buffer> };

export type Keys = {
  readonly encryption: KeyRing;
  readonly lookup: Buffer;
  readonly signing: Buffer;
  /** Under which what browsers hold is hashed. */
  readonly session: Buffer;
};

/** Nonce, tag and ciphertext in one. `context` is authenticated: a sealed text moved to another row does not open. */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyObjectOf(key), nonce);
  cipher.setAAD(Buffer.from(context));
  const text = [cipher.update(plain), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...text]);
}

/** @throws Error when the key, the context or a byte is not the one it was sealed with */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  assert(sealed.length >= NONCE_BYTES + TAG_BYTES, 'a sealed text holds a nonce and a tag');
  const decipher = createDecipheriv(ALGORITHM, keyObjectOf(key), sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

export type WrappedKey = { wrappedBy: string; wrappedKey: Buffer };

/** A fresh data key, and the same wrapped by the current key of the ring. */
export function newDataKey(ring: KeyRing, context: string): { key: Buffer } & WrappedKey {
  const key = randomBytes(KEY_BYTES);
  const wrapping = present(ring.keys.get(ring.current), 'the current key is in the ring');
  return { key, wrappedBy: ring.current, wrappedKey: seal(wrapping, key, context) };
}

export function unwrapDataKey(ring: KeyRing, wrapped: WrappedKey, context: string): Buffer {
  const wrapping = present(
    ring.keys.get(wrapped.wrappedBy),
    `encryption key ${wrapped.wrappedBy} is in ENCRYPTION_KEYS`,
  );
  return unseal(wrapping, wrapped.wrappedKey, context);
}

/** The same data key wrapped by the current key of the ring. */
export function rewrapDataKey(ring: KeyRing, wrapped: WrappedKey, context: string): WrappedKey {
  const wrapping = present(ring.keys.get(ring.current), 'the current key is in the ring');
  return {
    wrappedBy: ring.current,
    wrappedKey: seal(wrapping, unwrapDataKey(ring, wrapped, context), context),
  };
}

/** A small secret (an endpoint's) sealed by the current key of the ring, which is named in front. */
export function sealSecret(ring: KeyRing, plain: string, context: string): Buffer {
  const key = present(ring.keys.get(ring.current), 'the current key is in the ring');
  const name = Buffer.from(ring.current);
  return Buffer.concat([Buffer.from([name.length]), name, seal(key, Buffer.from(plain), context)]);
}

export function unsealSecret(ring: KeyRing, sealed: Buffer, context: string): string {
  const nameLength = present(sealed[0], 'a sealed secret names its key');
  const name = sealed.subarray(1, 1 + nameLength).toString();
  const key = present(ring.keys.get(name), `encryption key ${name} is in ENCRYPTION_KEYS`);
  return unseal(key, sealed.subarray(1 + nameLength), context).toString();
}

/** What a contact is looked up by: without the key, a hash of a phone number is a phone number. */
export function lookupHash(key: Buffer, kind: string, value: string): Buffer {
  return createHmac('sha256', keyObjectOf(key)).update(`${kind}\n${value}`).digest();
}

/** Making a key ready out of bytes takes many times longer than what is done under it, and a lead needs several. */
const keyObjects = new WeakMap<Buffer, KeyObject>();

function keyObjectOf(key: Buffer): KeyObject {
  const known = keyObjects.get(key);
  if (known) return known;
  const made = createSecretKey(key);
  keyObjects.set(key, made);
  return made;
}
