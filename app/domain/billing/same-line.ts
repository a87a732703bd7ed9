import { after, DAY_MS } from '#app/kernel/time.ts';
import { toBankLatin } from './bank-latin.ts';
import type { BankLine } from './bank-line.ts';
import { findBankReferences } from './bank-reference.ts';

/** Where a line was read: `hand` is one that somebody noted who saw it in the account. */
export type LineSource = 'csv' | 'camt053' | 'hand';

/** A line that is known, with how the exports it came in call it. */
export type KnownLine = BankLine & {
  readonly id: string;
  readonly names: readonly { readonly source: LineSource; readonly bankReference: string | null }[];
  /** Whether somebody said that it is nothing to book: what comes again is looked at again. */
  readonly isLaidAside: boolean;
};

/** From `same`, which nobody has to look at, to `other`. */
export const LIKENESSES = ['same_reference', 'same', 'likely', 'maybe', 'other'] as const;
export type Likeness = (typeof LIKENESSES)[number];

/** How far apart two exports may date a line: by its order on a Friday, and by its booking on the Monday after. */
export const DATED_APART_MS = 3 * DAY_MS;
/** What a letter may become in Latin ones. */
const LETTERS_FOR_ONE = 4;
/** Shorter, and one text within another says nothing. */
const TELLING_LETTERS = 4;

type Said = 'agree' | 'differ' | 'unknown';

/**
 * How sure it is that a line of an export is one that is known. Only what the bank itself says alike is the same: its reference,
 * or payer and purpose where an export has no other reference. Banks tell of a payment in one export once, under one reference.
 * Both lines are of one account, amount and currency.
 */
export function likenessOf(line: BankLine, known: KnownLine, source: 'csv' | 'camt053'): Likeness {
  const apartMs = Math.abs(line.bookedOn.getTime() - known.bookedOn.getTime());
  if (apartMs > DATED_APART_MS) return 'other';
  const isSameDay = apartMs === 0;
  const references = known.names.flatMap(({ bankReference }) => bankReference ?? []);
  const reference: Said =
    line.bankReference === null || references.length === 0
      ? 'unknown'
      : references.some((one) => bareOf(one) === bareOf(line.bankReference ?? ''))
        ? 'agree'
        : 'differ';
  const text = textsOf(line.text, known.text);
  const payer = saidOf(line.payer, known.payer);
  if (known.names.every((name) => name.source === 'hand'))
    return reference === 'agree' || text === 'agree' ? 'likely' : 'other';
  const own = known.names.filter((name) => name.source === source);
  // The references of ISO 20022 are the bank's: another one is another line.
  if (source === 'camt053' && line.bankReference !== null && own.some((name) => name.bankReference !== null))
    return reference === 'agree' ? 'likely' : 'other';
  const isAlike = text === 'agree' && payer !== 'differ';
  if (own.length > 0) {
    if (!isSameDay) return 'other';
    return isAlike || (reference === 'agree' && payer === 'agree') ? 'likely' : 'other';
  }
  if (!isSameDay) return reference === 'agree' || isAlike ? 'maybe' : 'other';
  const { isLaidAside } = known;
  if (reference === 'agree')
    return isLaidAside || (text === 'differ' && payer === 'differ') ? 'likely' : 'same_reference';
  if (text === 'agree')
    return !isLaidAside && reference === 'unknown' && isTelling(line, payer) ? 'same' : 'likely';
  if (text === 'differ') return payer === 'agree' && !namesOthers(line.text, known.text) ? 'maybe' : 'other';
  return payer === 'differ' ? 'other' : 'maybe';
}

/** The first and last day on which a known line may be one of these. */
export function daysAround(lines: readonly BankLine[]): { from: Date; until: Date } {
  const days = lines.map(({ bookedOn }) => bookedOn.getTime());
  const [from, until] = [new Date(Math.min(...days)), new Date(Math.max(...days))];
  return { from: after(from, -DATED_APART_MS), until: after(until, DATED_APART_MS) };
}

/** "Top-up" of nobody in particular may be two people's. */
function isTelling({ text }: BankLine, payer: Said): boolean {
  return payer === 'agree' || (payer === 'unknown' && findBankReferences(text).length > 0);
}

function textsOf(one: string, other: string): Said {
  return namesOthers(one, other) ? 'differ' : saidOf(one, other);
}

function namesOthers(one: string, other: string): boolean {
  const [named, others] = [findBankReferences(one), findBankReferences(other)];
  return named.length > 0 && others.length > 0 && !named.some((number) => others.includes(number));
}

/** Exports cut texts off, put more around them, write names in Latin letters, or their parts in another order. */
function saidOf(one: string, other: string): Said {
  const [a, b] = [readingOf(one), readingOf(other)];
  if (a.bare === '' || b.bare === '') return 'unknown';
  if (a.bare === b.bare) return 'agree';
  const [short, long] = a.bare.length < b.bare.length ? [a, b] : [b, a];
  if (short.bare.length < TELLING_LETTERS) return 'differ';
  if (long.bare.includes(short.bare)) return 'agree';
  const [few, many] = a.words.length < b.words.length ? [a, b] : [b, a];
  return few.words.every((word) => many.words.includes(word)) ? 'agree' : 'differ';
}

/** A text without what exports write differently: its letters in Latin ones, large, and its words. */
type Reading = { readonly bare: string; readonly words: readonly string[] };

/** A statement's texts are each compared with many. */
const READINGS_LIMIT = 50_000;
const readings = new Map<string, Reading>();

function readingOf(text: string): Reading {
  const known = readings.get(text);
  if (known) return known;
  const plain = text.normalize('NFKC');
  const latin = toBankLatin(plain, plain.length * LETTERS_FOR_ONE);
  // Letters that no table knows are compared as they are.
  const written = (/[A-Za-z0-9]/.test(latin) ? latin : plain).toUpperCase();
  const reading = {
    bare: written.replace(/[^\p{L}\p{N}]/gu, ''),
    words: written.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''),
  };
  if (readings.size >= READINGS_LIMIT) readings.clear();
  readings.set(text, reading);
  return reading;
}

/** What is left of a text when it is only its letters and digits. */
export const bareOf = (text: string) => readingOf(text).bare;
