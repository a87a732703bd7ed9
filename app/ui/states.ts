import type { Verdict } from '#app/domain/leads/check-result.ts';
import type { AskVerdict } from '#app/domain/pricing/judge-ask.ts';
import type { Tone } from './badge.tsx';

/** The colour of every state, in one table; its word is in the catalogue under the same code. */
export const VERDICT_TONES: Record<Verdict, Tone> = {
  pass: 'good',
  warn: 'amber',
  fail: 'red',
  unknown: 'neutral',
};

export const ASK_TONES: Record<AskVerdict, Tone> = { low: 'blue', fair: 'good', high: 'amber' };
