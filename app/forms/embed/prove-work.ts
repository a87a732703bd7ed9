import { sha256Heads } from './sha256.ts';

/** Well below a frame, so that typing goes on while it is worked. */
const SLICE_MS = 6;
const HASHES_BETWEEN_LOOKS = 64;

/**
 * Finds a number that makes the hash of token and number begin with so many zero bits. It takes a browser a tenth of a second, and
 * whoever sends thousands of forms the same for each.
 */
export async function proveWork(token: string, bits: number): Promise<number> {
  const head = sha256Heads(`${token}:`);
  let proof = 0;
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      for (let i = 0; i < HASHES_BETWEEN_LOOKS; i += 1, proof += 1)
        if (Math.clz32(head(String(proof))) >= bits) return proof;
    } while (performance.now() < until);
    await new Promise((wake) => setTimeout(wake));
  }
}
