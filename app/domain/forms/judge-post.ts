import { createHash } from 'node:crypto';
import { DAY_MS, SECOND_MS } from '#app/kernel/time.ts';
import type { FormKind } from './form.ts';

/** Leading zero bits that a sender's work must show: some 30,000 hashes, a tenth of a second of a phone. */
export const WORK_BITS = 15;
/** A form that lies open for longer is filled in anew. Below the time for which answers to repeats are kept. */
export const OPEN_MOST_MS = DAY_MS;
/** Nobody reads, types and ticks faster. */
const LEAST_MS: Readonly<Record<FormKind, number>> = {
  form: 2 * SECOND_MS,
  quiz: 2 * SECOND_MS,
  calculator: 2 * SECOND_MS,
  callback: SECOND_MS,
  exit: 2 * SECOND_MS,
};
/** Without a script there is no proof of work, so more time is asked for. */
const LEAST_WITHOUT_SCRIPT_MS = 3 * SECOND_MS;

/** Why something that was sent is not believed to come from a person who fills in this form. */
export type Doubt = 'not_ours' | 'stale' | 'left_empty' | 'too_fast' | 'unproven';

/** The least time between a form's being handed out and its being sent, milliseconds. */
export function leastTimeMs(kind: FormKind, hasScript: boolean): number {
  return hasScript ? LEAST_MS[kind] : Math.max(LEAST_MS[kind], LEAST_WITHOUT_SCRIPT_MS);
}

/**
 * Whether what was sent looks like a person's doing. Everything that a robot would have to do is cheap for a person and adds
 * up for whoever sends thousands.
 * @param token the form's own, null where it is none of ours
 * @param proof the number that was found; null of a browser without scripts
 */
export function judgePost(input: {
  kind: FormKind;
  formId: string;
  token: { formId: string; issuedAt: Date; text: string } | null;
  trap: string;
  proof: number | null;
  now: Date;
}): Doubt | null {
  const { kind, formId, token, trap, proof, now } = input;
  if (!token || token.formId !== formId) return 'not_ours';
  const ageMs = now.getTime() - token.issuedAt.getTime();
  if (ageMs > OPEN_MOST_MS) return 'stale';
  if (trap !== '') return 'left_empty';
  if (ageMs < leastTimeMs(kind, proof !== null)) return 'too_fast';
  if (proof !== null && zeroBits(workHash(token.text, proof)) < WORK_BITS) return 'unproven';
  return null;
}

/** What is hashed for a proof of work; the script in the visitor's browser hashes the same. */
function workHash(token: string, proof: number): Buffer {
  return createHash('sha256').update(`${token}:${proof}`).digest();
}

function zeroBits(hash: Buffer): number {
  let bits = 0;
  for (const byte of hash) {
    if (byte === 0) {
      bits += 8;
      continue;
    }
    return bits + Math.clz32(byte) - 24;
  }
  return bits;
}
