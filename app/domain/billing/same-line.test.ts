import { describe, expect, it } from 'vitest';
import type { BankLine } from './bank-line.ts';
import { bankReferenceOf } from './bank-reference.ts';
import { recogniseLines } from './recognise-lines.ts';
import { type KnownLine, type LineSource, likenessOf } from './same-line.ts';

const NUMBER = bankReferenceOf(2026, 1);
const lineOf = (more: Partial<BankLine> = {}): BankLine => ({
  bookedOn: new Date('2026-11-20'),
  amountMinor: 500_000n,
  currency: 'UAH',
  payer: 'Бондар Олена',
  text: 'For leads of November',
  bankReference: null,
  ...more,
});
const knownOf = (more: Partial<BankLine> = {}, source: LineSource = 'csv', id = 'known'): KnownLine => {
  const line = lineOf(more);
  return { ...line, id, names: [{ source, bankReference: line.bankReference }], isLaidAside: false };
};

describe('a line of another export', () => {
  it.each([
    ['same_reference', { bankReference: 'AB 12' }, { bankReference: 'ab12', text: 'Another way to say it' }],
    ['same', {}, {}],
    ['same', { payer: 'Bondar Olena' }, { text: 'FOR LEADS OF NOVEMBER /NOTPROVIDED' }],
    ['same', { payer: '', text: `Payment ${NUMBER}` }, { text: NUMBER }],
    ['likely', { payer: '' }, {}],
    ['likely', { payer: 'Somebody Else' }, {}],
    ['likely', { bankReference: 'AB12' }, { bankReference: '7' }],
    ['maybe', { text: '' }, {}],
    ['maybe', { text: 'Quite another purpose' }, {}],
    ['maybe', { bookedOn: new Date('2026-11-23') }, {}],
    ['other', { bookedOn: new Date('2026-11-24') }, {}],
    ['other', { text: 'Quite another purpose', payer: 'Somebody Else' }, {}],
    ['other', { text: `${NUMBER} and more` }, { text: bankReferenceOf(2026, 2) }],
  ] as const)('is %s', (likeness, line, known) => {
    expect(likenessOf(lineOf(line), knownOf(known), 'camt053')).toBe(likeness);
  });

  it('is looked at again where the other was laid aside', () => {
    expect(likenessOf(lineOf(), { ...knownOf(), isLaidAside: true }, 'camt053')).toBe('likely');
  });

  it('is another one under another reference of ISO 20022, however alike, and never certain in one format', () => {
    const known = knownOf({ bankReference: 'R1' }, 'camt053');
    expect(likenessOf(lineOf({ bankReference: 'R2' }), known, 'camt053')).toBe('other');
    expect(likenessOf(lineOf(), knownOf(), 'csv')).toBe('likely');
    expect(likenessOf(lineOf({ text: 'else', payer: 'Else' }), knownOf(), 'csv')).toBe('other');
  });

  it('only looks like what was noted by hand, whose own line it has to be', () => {
    const noted = knownOf({ payer: '', text: NUMBER, bankReference: 'SEEN 1' }, 'hand');
    expect(likenessOf(lineOf({ bankReference: 'SEEN1' }), noted, 'camt053')).toBe('likely');
    expect(likenessOf(lineOf({ text: `To ${NUMBER}` }), noted, 'camt053')).toBe('likely');
    expect(likenessOf(lineOf({ bankReference: 'ELSE' }), noted, 'camt053')).toBe('other');
  });
});

describe('the lines of a statement', () => {
  const recognise = (lines: BankLine[], known: KnownLine[]) =>
    recogniseLines({
      ...{ lines, known, source: 'camt053' as const },
      keys: lines.map((_, at) => `key ${at}`),
      find: () => null,
    }).map((one) => (one.kind === 'known' ? one.id : one.resemblesId));

  it('are each one known line at most: a third that says the same is new', () => {
    const known = [knownOf({}, 'csv', 'one'), knownOf({}, 'csv', 'two')];
    expect(recognise([lineOf(), lineOf(), lineOf()], known)).toEqual(['one', 'two', null]);
  });

  it('are found among thousands of the same amount', () => {
    const texts = Array.from({ length: 3_000 }, (_, at) => `Order ${at} of the day`);
    const known = texts.map((text, at) => knownOf({ text }, 'csv', `known ${at}`));
    const found = recognise(
      texts.map((text) => lineOf({ text })),
      known,
    );
    expect(found).toEqual(known.map(({ id }) => id));
  });

  it('leave the certain ones theirs, and say of all others what they look like', () => {
    const known = [knownOf({}, 'csv', 'one')];
    const [unsure, sure] = [lineOf({ text: '' }), lineOf()];
    expect(recognise([unsure, sure], known)).toEqual([null, 'one']);
    expect(recognise([unsure, unsure], known)).toEqual(['one', 'one']);
    const [part, whole] = ['part', 'whole'].map((id) => ({
      ...knownOf({ bankReference: id, text: id === 'part' ? 'November' : lineOf().text }, 'csv', id),
    })) as [KnownLine, KnownLine];
    expect(recognise([lineOf({ bankReference: 'R1' })], [part, whole])).toEqual(['whole']);
  });
});
