/** The types of public ids. An id is `prefix_` and 26 characters: a UUID version 7 in Crockford's base 32. */
const ID_PREFIXES = [
  'org',
  'pers',
  'memb',
  'key',
  'offer',
  'ord',
  'lead',
  'sale',
  'endp',
  'dlv',
  'disp',
  'inv',
  'mail',
  'topup',
  'pout',
  'card',
  'csup',
  'rchg',
  'crfd',
  'low',
  'work',
  'prev',
  'drec',
  'cbk',
  'cbn',
  'crec',
  'corr',
  'rsv',
  'smov',
  'recon',
  'rclo',
  'pmod',
  'rates',
  'paper',
  'binv',
  'bstm',
  'brcp',
  'bdeb',
  'bcst',
  'bbok',
  'bbat',
  'bpay',
  'preq',
  'chan',
  'chev',
  'shut',
  'shre',
  'imp',
  'form',
  'code',
  'amov',
  'outl',
  'prun',
  'echg',
] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const POOL_BYTES = 4096;
const RANDOM_BYTES = 10;
const pool = crypto.getRandomValues(new Uint8Array(POOL_BYTES));
let used = 0;

/**
 * A new id. Ids made later sort later (to the millisecond), so that an index on them is appended to and a
 * list ordered by id is ordered by time.
 * Source: TypeID 0.3 (base 32 of RFC 9562 UUIDv7).
 */
export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  if (used + RANDOM_BYTES > POOL_BYTES) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const bytes = bytesAt(nowMs);
  bytes.set(pool.subarray(used, used + RANDOM_BYTES), 6);
  used += RANDOM_BYTES;
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return `${prefix}_${base32(bytes)}`;
}

/** What sorts before every id made at this moment or later, and after every earlier one: where a list by id begins. */
export function leastId(prefix: IdPrefix, fromMs: number): string {
  return `${prefix}_${base32(bytesAt(fromMs))}`;
}

/** When an id was made, in milliseconds since the epoch. */
export function momentOf(id: string): number {
  let ms = 0;
  // The first character holds 3 bits, each further one 5: ten of them are the 48 bits of the time.
  for (const character of id.slice(id.indexOf('_') + 1, id.indexOf('_') + 11))
    ms = ms * 32 + ALPHABET.indexOf(character);
  return ms;
}

/** A UUID's 16 bytes with its time, the rest still zero. */
function bytesAt(timeMs: number): Uint8Array {
  const bytes = new Uint8Array(16);
  let time = timeMs;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  return bytes;
}

/** 16 bytes as 26 characters, most significant first; the first character holds the top 3 of 128 bits. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 2;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return text;
}

const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Whether the text is an id of this type. Says nothing of whether such an object exists. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && BODY.test(text.slice(prefix.length + 1));
}
