import { expect, test } from 'vitest';
import { DAY_MS } from '#app/kernel/time.ts';
import { checkConsent } from './check-consent.ts';

const cameAt = new Date('2026-11-26T12:00:00Z');
const ask = (more: { text?: string; ageMs?: number; isImport?: boolean; freshDays?: number }) =>
  checkConsent({
    consent: {
      text: more.text ?? 'I agree to be called.',
      givenAt: new Date(cameAt.getTime() - (more.ageMs ?? 0)),
    },
    wordings: ['Ich bin einverstanden.', 'I agree\n to be called.'],
    freshDays: more.freshDays ?? 30,
    isImport: more.isImport ?? false,
    cameAt,
  });

test('the words of the offer pass, an earlier version, other capitals and other breaks too', () => {
  for (const text of ['I agree to be called.', ' I AGREE  to be\ncalled. ', 'ich bin einverstanden.'])
    expect(ask({ text })).toEqual({ check: 'consent', verdict: 'pass', code: 'consent_present', params: {} });
});

test('words that the offer never had warn', () => {
  expect(ask({ text: 'I agree to everything.' })).toMatchObject({
    verdict: 'warn',
    code: 'consent_wording_unknown',
  });
});

test('consent older than the setting warns; of an imported row it is refused', () => {
  expect(ask({ ageMs: 30 * DAY_MS })).toMatchObject({ verdict: 'pass' });
  expect(ask({ ageMs: 31 * DAY_MS })).toMatchObject({
    verdict: 'warn',
    code: 'consent_old',
    params: { days: 31 },
  });
  expect(ask({ ageMs: 31 * DAY_MS, isImport: true })).toMatchObject({ verdict: 'fail', code: 'consent_old' });
  expect(ask({ ageMs: 31 * DAY_MS, freshDays: 60, isImport: true })).toMatchObject({ verdict: 'pass' });
});

test('a time to come warns, a clock that is minutes ahead does not', () => {
  expect(ask({ ageMs: -4 * 60_000 })).toMatchObject({ verdict: 'pass' });
  expect(ask({ ageMs: -6 * 60_000 })).toMatchObject({ verdict: 'warn', code: 'consent_future' });
});
