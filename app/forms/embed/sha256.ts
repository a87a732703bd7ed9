/** Browsers lend out their own SHA-256 on https pages only, and one hash at a time; a form may stand on any page and needs thousands. */

const BLOCK_BYTES = 64;
const primes: number[] = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const ROUNDS = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const words = new Int32Array(64);

/**
 * Hashes texts that begin alike, the common beginning only once.
 * @returns what gives the first 32 bits of the SHA-256 of beginning and rest; both are ASCII. Source: FIPS 180-4.
 */
export function sha256Heads(beginning: string): (rest: string) => number {
  const whole = beginning.length - (beginning.length % BLOCK_BYTES);
  const begun = START.slice();
  const first = bytesOf(beginning, whole);
  for (let offset = 0; offset < whole; offset += BLOCK_BYTES) compress(begun, first, offset);
  return (rest) => {
    const text = beginning.slice(whole) + rest;
    const bytes = bytesOf(text, (((text.length + 8) >> 6) + 1) * BLOCK_BYTES);
    bytes.setUint8(text.length, 0x80);
    bytes.setUint32(bytes.byteLength - 4, (whole + text.length) * 8);
    const state = begun.slice();
    for (let offset = 0; offset < bytes.byteLength; offset += BLOCK_BYTES) compress(state, bytes, offset);
    return at(state, 0) >>> 0;
  };
}

function bytesOf(text: string, length: number): DataView {
  const bytes = new DataView(new ArrayBuffer(length));
  for (let i = 0; i < Math.min(text.length, length); i += 1) bytes.setUint8(i, text.charCodeAt(i));
  return bytes;
}

const at = (list: Int32Array, index: number) => list[index] as number;
const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function compress(state: Int32Array, bytes: DataView, offset: number): void {
  for (let i = 0; i < 16; i += 1) words[i] = bytes.getInt32(offset + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const early = at(words, i - 15);
    const late = at(words, i - 2);
    const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[i] = (at(words, i - 16) + small + at(words, i - 7) + large) | 0;
  }
  // The eight registers move round rather than over: the oldest is overwritten by the newest.
  const moved = state.slice();
  for (let i = 0; i < 64; i += 1) {
    const register = (name: number) => at(moved, (name - i) & 7);
    const [a, b, c] = [register(0), register(1), register(2)];
    const [e, f, g] = [register(4), register(5), register(6)];
    const choice = (e & f) ^ (~e & g);
    const sum = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (register(7) + sum + choice + at(ROUNDS, i) + at(words, i)) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    moved[(3 - i) & 7] = (register(3) + first) | 0;
    moved[(7 - i) & 7] = (first + second) | 0;
  }
  for (let i = 0; i < 8; i += 1) state[i] = (at(state, i) + at(moved, i)) | 0;
}
