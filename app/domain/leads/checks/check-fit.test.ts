import { expect, test } from 'vitest';
import { checkFit } from './check-fit.ts';

const fitting: Parameters<typeof checkFit>[0] = {
  place: ['UA-30', 'UA'],
  regionCode: 'UA-30',
  offer: { regions: ['UA'], channels: ['form'], traffic: ['search'] },
  channel: 'form',
  traffic: 'search',
  wantedWithinDays: 90,
  budgetRub: 200_000,
  leastRub: 200_000,
  unanswered: [],
  unasked: 0,
};

test('what the offer promises passes; what was not said is not held against anybody', () => {
  for (const more of [
    {},
    { wantedWithinDays: null },
    { budgetRub: null },
    { leastRub: null, budgetRub: 1 },
    { traffic: null },
  ])
    expect(checkFit({ ...fitting, ...more })).toMatchObject({ verdict: 'pass', code: 'fit_in_area' });
});

test('an offer that names no traffic takes any', () => {
  const offer = { ...fitting.offer, traffic: [] };
  expect(checkFit({ ...fitting, offer, traffic: 'sms' })).toMatchObject({ verdict: 'pass' });
});

test('a place that the offer does not name is the gravest of what does not fit, and refuses nobody', () => {
  const out = checkFit({ ...fitting, place: ['HU-BU', 'HU'], regionCode: 'HU-BU', wantedWithinDays: 400 });
  expect(out).toEqual({
    check: 'fit',
    verdict: 'warn',
    code: 'fit_out_of_area',
    params: { region: 'HU-BU' },
  });
});

test.each([
  ['fit_wanted_late', { wantedWithinDays: 91 }],
  ['fit_budget_low', { budgetRub: 199_999 }],
  ['fit_other_channel', { channel: 'call' }],
  ['fit_other_traffic', { traffic: 'sms' }],
  ['fit_attributes_invalid', { unasked: 2 }],
  ['fit_unanswered', { unanswered: ['rooms'] }],
] as const)('%s warns', (code, more) => {
  expect(checkFit({ ...fitting, ...more })).toMatchObject({ verdict: 'warn', code });
});

test('questions that had to be answered are named, and counted where they are many', () => {
  const finding = (unanswered: string[]) => checkFit({ ...fitting, unanswered }).params;
  expect(finding(['rooms', 'area'])).toEqual({ questions: 'rooms, area', count: 2 });
  expect(finding(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toEqual({
    questions: 'a, b, c, d, e, f, …',
    count: 7,
  });
});
