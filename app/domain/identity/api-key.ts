import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a key may do. An organisation that does not sell gets nothing from a seller's scope, and so on. */
export const SCOPES = [
  'leads:write',
  'leads:read',
  'offers:write',
  'offers:read',
  'orders:write',
  'orders:read',
  'endpoints:write',
  'endpoints:read',
  'market:read',
  'market:buy',
  'sales:write',
  'sales:read',
  'disputes:write',
  'disputes:read',
  'wallet:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Keys in force that an organisation may have. */
export const KEYS_LIMIT = 50;
/** Requests a second of a key that its organisation makes for itself. */
export const KEY_RATE_PER_SECOND = 50;

/** What is of use to one side only. */
const SIDES: Readonly<Partial<Record<Scope, 'sells' | 'buys'>>> = {
  'leads:write': 'sells',
  'leads:read': 'sells',
  'offers:write': 'sells',
  'offers:read': 'sells',
  'orders:write': 'buys',
  'orders:read': 'buys',
  'market:read': 'buys',
  'market:buy': 'buys',
  'sales:write': 'buys',
};

/** The scopes that are of use to an organisation. */
export function scopesFor(organisation: { readonly sells: boolean; readonly buys: boolean }): Scope[] {
  return SCOPES.filter((scope) => {
    const side = SIDES[scope];
    return side === undefined || organisation[side];
  });
}

const PREFIX = 'birja_';
const SECRET_BYTES = 16;
const HINT_LENGTH = 4;
const FORM = /^birja_[0-9a-f]{32}[0-9a-f]{8}$/;

/** The checksum lets a typing mistake, and a scanner for leaked keys, be told without asking the database. */
function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}

/** A new key: a prefix to recognise it by, 128 random bits and a CRC-32 of both. Shown once; only its hash is kept. */
export function newApiKey(): { text: string; hash: Buffer; hint: string } {
  const body = PREFIX + randomBytes(SECRET_BYTES).toString('hex');
  const text = body + checksum(body);
  return { text, hash: hashApiKey(text), hint: text.slice(-HINT_LENGTH) };
}

/** Whether the text is built like a key. Says nothing of whether there is such a key. */
export function isApiKey(text: string): boolean {
  return FORM.test(text) && checksum(text.slice(0, -8)) === text.slice(-8);
}

/** 128 random bits need no salt and no slow hash: there is nothing to guess. */
export function hashApiKey(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
