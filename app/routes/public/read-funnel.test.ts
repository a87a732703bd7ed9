import { describe, expect, it } from 'vitest';
import { currencyOf, type FunnelField, funnelText, readFunnel } from './read-funnel.ts';

const USUAL = { profitMinor: 1_800_000n, clickMinor: 6_850n };
const textOf = (query: string) => funnelText(new URLSearchParams(query), USUAL);

describe('the calculator’s fields', () => {
  it('hold the published example with the niche’s own profit while nothing is said', () => {
    expect(readFunnel(textOf(''), 'RUB').funnel).toEqual({
      visits: 50_000,
      conversion: { share: 0.1, seenOn: 1_000 },
      close: { share: 0.1, seenOn: 100 },
      profitMinor: 1_800_000,
      clickMinor: 6_850,
    });
  });

  it('are read as people write them', () => {
    const query = 'visits=50,000&conversion=2,5&close=12.5%25&profit=1 234,50&click=0';
    expect(readFunnel(textOf(query), 'UAH')).toMatchObject({
      errors: {},
      funnel: {
        visits: 50_000,
        conversion: { share: 0.025 },
        close: { share: 0.125 },
        profitMinor: 123_450,
        clickMinor: 0,
      },
    });
  });

  it.each<[FunnelField, string]>([
    ['visits', '0'],
    ['visits', '1.5'],
    ['visits', '2000000000'],
    ['conversion', '101'],
    ['conversion', '-1'],
    ['conversion', 'ten'],
    ['close', ''],
    ['profit', '-5'],
    ['profit', '99999999999999'],
    ['click', '1e3'],
    ['close_seen', '0'],
  ])('%s cannot be “%s”, and then nothing is worked out', (field, text) => {
    const read = readFunnel({ ...textOf(''), [field]: text }, 'RUB');
    expect([Object.keys(read.errors), read.funnel]).toEqual([[field], null]);
  });

  it('take no longer text than their fields do', () => {
    expect(textOf(`visits=${'9'.repeat(500)}`).visits).toHaveLength(24);
  });
});

it('a currency that is not traded is the place’s', () => {
  expect([currencyOf('EUR', 'UAH'), currencyOf('BTC', 'UAH'), currencyOf(null, 'RUB')]).toEqual([
    'EUR',
    'UAH',
    'RUB',
  ]);
});
