import { adminWords } from '#app/words/en/admin.ts';
import { type Failed, failed, one, type Typed } from '../form.ts';

const LEAST = 10;
const MOST = 500;

/** Why something is done to somebody, in words that are kept. */
export function readReason(typed: Typed): { ok: true; reason: string } | { ok: false; failed: Failed } {
  const reason = one(typed, 'reason').trim();
  if (reason.length >= LEAST && reason.length <= MOST) return { ok: true, reason };
  return { ok: false, failed: failed(typed, { reason: adminWords.reason.bad }) };
}
