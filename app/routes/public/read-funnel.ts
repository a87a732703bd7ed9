import type { Funnel } from '#app/domain/pricing/calculate-funnel.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { majorOf, parseMajor } from '#app/ui/parse-major.ts';
import { calculatorWords } from '#app/words/en/calculator.ts';

/** The calculator's fields as text, as they stand in its form and in its address. */
export type FunnelText = Readonly<Record<FunnelField, string>>;
export type FunnelField =
  | 'visits'
  | 'conversion'
  | 'close'
  | 'profit'
  | 'click'
  | 'conversion_seen'
  | 'close_seen';

export const FUNNEL_FIELDS: readonly FunnelField[] = [
  'visits',
  'conversion',
  'close',
  'profit',
  'click',
  'conversion_seen',
  'close_seen',
];

export type ReadFunnel = {
  readonly funnel: Funnel | null;
  readonly errors: Readonly<Partial<Record<FunnelField, string>>>;
};

/** The published example: 50,000 visits, of which 10 % leave a contact, of whom 10 % buy. */
const EXAMPLE = {
  visits: '50000',
  conversion: '10',
  close: '10',
  conversion_seen: '1000',
  close_seen: '100',
};
const COUNT_LIMIT = 1_000_000_000;
/** Minor units: more than any deal, and far from what a float holds exactly. */
const AMOUNT_LIMIT = 1_000_000_000_000n;
const LENGTH_LIMIT = 24;
const NUMBER = /^\d{1,12}([.,]\d{1,6})?$/;
const SPACES = /[\s\u00a0\u202f]/g;

const words = calculatorWords.errors;

/** What stands in the form: what the address says, and where it says nothing, the example with the niche's own profit. */
export function funnelText(
  query: URLSearchParams | FormData,
  usual: { profitMinor: bigint; clickMinor: bigint },
): FunnelText {
  const text = (name: FunnelField, otherwise: string) => {
    const given = query.get(name);
    return typeof given === 'string' ? given.slice(0, LENGTH_LIMIT) : otherwise;
  };
  return {
    visits: text('visits', EXAMPLE.visits),
    conversion: text('conversion', EXAMPLE.conversion),
    close: text('close', EXAMPLE.close),
    profit: text('profit', majorOf(usual.profitMinor)),
    click: text('click', majorOf(usual.clickMinor)),
    conversion_seen: text('conversion_seen', EXAMPLE.conversion_seen),
    close_seen: text('close_seen', EXAMPLE.close_seen),
  };
}

/** What the text means; with one error or more there is no funnel. */
export function readFunnel(text: FunnelText, currency: Currency): ReadFunnel {
  const errors: Partial<Record<FunnelField, string>> = {};
  const fail = (field: FunnelField, sentence: string) => {
    errors[field] = sentence;
    return 0;
  };
  const count = (field: FunnelField) => {
    const value = numberOf(text[field].replace(/,(?=\d{3}\b)/g, ''));
    const isCount = value !== null && Number.isInteger(value) && value >= 1 && value <= COUNT_LIMIT;
    return isCount ? value : fail(field, words.count);
  };
  const share = (field: FunnelField) => {
    const percent = numberOf(text[field].replace('%', ''));
    return percent !== null && percent <= 100 ? percent / 100 : fail(field, words.share);
  };
  const amount = (field: FunnelField) => {
    const minor = parseMajor(text[field], currency);
    return minor !== null && minor <= AMOUNT_LIMIT ? Number(minor) : fail(field, words.amount);
  };
  const funnel: Funnel = {
    visits: count('visits'),
    conversion: { share: share('conversion'), seenOn: count('conversion_seen') },
    close: { share: share('close'), seenOn: count('close_seen') },
    profitMinor: amount('profit'),
    clickMinor: amount('click'),
  };
  return { funnel: Object.keys(errors).length === 0 ? funnel : null, errors };
}

export function currencyOf(text: string | null, otherwise: Currency): Currency {
  return CURRENCIES.find((code) => code === text) ?? otherwise;
}

function numberOf(text: string): number | null {
  const bare = text.replace(SPACES, '');
  return NUMBER.test(bare) ? Number(bare.replace(',', '.')) : null;
}
