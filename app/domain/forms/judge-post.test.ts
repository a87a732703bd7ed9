import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { proveWork } from '#app/forms/embed/prove-work.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { FORM_KINDS } from './form.ts';
import { judgePost, leastTimeMs, OPEN_MOST_MS, WORK_BITS } from './judge-post.ts';

const now = new Date('2026-11-26T12:00:00Z');
const text = 'a-token-of-some-length.that-nobody-else-can-make';
const proof = await proveWork(text, WORK_BITS);
const judge = (ageMs: number, more: Partial<Parameters<typeof judgePost>[0]> = {}) =>
  judgePost({
    kind: 'form',
    formId: 'form_1',
    token: { formId: 'form_1', issuedAt: after(now, -ageMs), text },
    trap: '',
    proof,
    now,
    ...more,
  });

describe('what was sent', () => {
  it('is believed after a fitting time, with the work shown', () => {
    expect(judge(60_000)).toBeNull();
    expect(judge(60_000, { proof: null })).toBeNull();
  });

  it('is doubted when it is of no form of ours, or of another one', () => {
    expect(judge(60_000, { token: null })).toBe('not_ours');
    expect(judge(60_000, { formId: 'form_2' })).toBe('not_ours');
  });

  it('is doubted when the trap holds something', () => {
    expect(judge(60_000, { trap: 'https://spam.example' })).toBe('left_empty');
  });

  it.each(FORM_KINDS)('is doubted when it came too fast or too late, by the %s', (kind) => {
    for (const shown of [proof, null]) {
      const least = leastTimeMs(kind, shown !== null);
      expect(judge(least - 1, { kind, proof: shown })).toBe('too_fast');
      expect(judge(least, { kind, proof: shown })).toBeNull();
      expect(judge(-1, { kind, proof: shown }), 'from the future').toBe('too_fast');
      expect(judge(OPEN_MOST_MS, { kind, proof: shown })).toBeNull();
      expect(judge(OPEN_MOST_MS + 1, { kind, proof: shown })).toBe('stale');
    }
    expect(leastTimeMs(kind, false), 'without a script more time is asked for').toBeGreaterThan(
      leastTimeMs(kind, true),
    );
    expect(OPEN_MOST_MS).toBeLessThanOrEqual(DAY_MS);
  });

  it('is doubted when the work was not done, by a bit too', () => {
    const bitsOf = (number: number) =>
      Math.clz32(createHash('sha256').update(`${text}:${number}`).digest().readUInt32BE());
    expect(bitsOf(proof)).toBeGreaterThanOrEqual(WORK_BITS);
    let short = 0;
    while (bitsOf(short) !== WORK_BITS - 1) short += 1;
    expect(judge(60_000, { proof: short })).toBe('unproven');
  });
});
