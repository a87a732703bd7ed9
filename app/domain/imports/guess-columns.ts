import { foldText } from '#app/domain/catalog/fold-text.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import { FIRST_OR_WHOLE_NAME, HEAD_WORDS } from './head-words.ts';
import { ANSWER_PREFIX, type ColumnUse } from './import.ts';
import { parseNumber } from './parse-answer.ts';
import { parseDate } from './parse-date.ts';
import { phoneDigits } from './phone-cell.ts';

/** Of a column's cells, how many look like this at least for the content alone to decide, and for a head to be believed. */
const DECIDES = 0.7;
const BELIEVED = 0.3;
/** Of a cell, as much as tells what it is; bounds the work done for junk. */
const CHARACTERS_LOOKED_AT = 320;
/** Words of consent are a sentence; a tick box writes yes. */
const WORDING_CHARACTERS = 15;

type Content = {
  readonly filled: number;
  readonly email: number;
  readonly phone: number;
  readonly date: number;
  readonly name: number;
  readonly number: number;
  readonly characters: number;
};

/** Whether the first row names the columns rather than being the first lead. */
export function guessHead(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...others] = rows;
  if (first.some(looksLikeData)) return false;
  if (first.some((cell) => HEAD_WORDS.has(foldText(cell)))) return true;
  return others.some((row) => row.some(looksLikeData));
}

/**
 * What each column holds, by its head and by what stands in it: each use is given once, to the column it fits best. A date is
 * taken for one of consent by its head only: many dates stand in such files, and only one of them is a person's word.
 * @param head null where the file has none
 */
export function guessColumns(
  head: readonly string[] | null,
  rows: readonly (readonly string[])[],
  questions: readonly Question[],
): (ColumnUse | null)[] {
  const width = Math.max(head?.length ?? 0, ...rows.map((row) => row.length), 0);
  const columns = Array.from({ length: width }, (_, at) => ({
    head: foldText(head?.[at] ?? ''),
    content: contentOf(rows.map((row) => row[at] ?? '')),
  }));
  const scored = columns.flatMap(({ head: said, content }, at) =>
    [...byHead(said, content, questions), ...byContent(said, content)].map(([use, score]) => ({
      at,
      use,
      score,
    })),
  );
  scored.sort((a, b) => b.score - a.score || a.at - b.at);
  const uses: (ColumnUse | null)[] = columns.map(() => null);
  const given = new Set<ColumnUse>();
  for (const { at, use } of scored) {
    if (uses[at] !== null || given.has(use)) continue;
    uses[at] = use;
    given.add(use);
  }
  return settleNames(
    uses,
    columns.map(({ head: said }) => said),
  );
}

/** A name beside a last name is the first one, and a first name that stands alone is all there is of it. */
function settleNames(uses: (ColumnUse | null)[], heads: readonly string[]): (ColumnUse | null)[] {
  const hasLast = uses.includes('last_name');
  return uses.map((use, at) => {
    const isEither = FIRST_OR_WHOLE_NAME.has(heads[at] ?? '');
    if (use === 'name' && hasLast && isEither && !uses.includes('first_name')) return 'first_name';
    if (use === 'first_name' && !hasLast && isEither && !uses.includes('name')) return 'name';
    return use;
  });
}

function byHead(head: string, content: Content, questions: readonly Question[]): [ColumnUse, number][] {
  if (head === '') return [];
  const found: [ColumnUse, number][] = [];
  for (const { key, label } of questions) {
    const names = [key, ...Object.values(label)].map(foldText);
    if (names.includes(head)) found.push([`${ANSWER_PREFIX}${key}`, 90]);
  }
  const exact = HEAD_WORDS.get(head);
  if (exact && isBelievable(exact, content)) found.push([exact, 100]);
  for (const [phrase, field] of HEAD_WORDS) {
    if (field === exact || phrase.length < 3 || !` ${head} `.includes(` ${phrase} `)) continue;
    if (isBelievable(field, content)) found.push([field, 40 + Math.min(phrase.length, 30)]);
  }
  return found;
}

function byContent(head: string, content: Content): [ColumnUse, number][] {
  if (content.filled === 0) return [];
  const found: [ColumnUse, number][] = [];
  if (content.email >= DECIDES) found.push(['email', 35]);
  if (content.phone >= DECIDES) found.push(['phone', 30]);
  if (head === '' && content.name >= DECIDES) found.push(['name', 20]);
  return found;
}

/** What stands in a column may speak against its head. */
function isBelievable(use: ColumnUse, content: Content): boolean {
  if (content.filled === 0) return true;
  switch (use) {
    case 'phone':
      return content.phone >= BELIEVED;
    case 'email':
      return content.email >= BELIEVED;
    case 'consent_at':
      return content.date >= BELIEVED;
    case 'consent_text':
      return content.characters >= WORDING_CHARACTERS;
    case 'budget':
    case 'wanted_within_days':
      return content.number >= BELIEVED;
    case 'external_id':
      return content.phone < DECIDES && content.email < DECIDES;
    case 'name':
    case 'first_name':
    case 'last_name':
      return content.email < DECIDES && content.phone < DECIDES && content.number < DECIDES;
    default:
      return true;
  }
}

function contentOf(cells: readonly string[]): Content {
  const filled = cells.filter((cell) => cell !== '').map((cell) => cell.slice(0, CHARACTERS_LOOKED_AT));
  const share = (fits: (cell: string) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(fits).length / filled.length;
  return {
    filled: filled.length,
    email: share(isEmail),
    phone: share(isPhone),
    date: share(isDate),
    name: share(isName),
    number: share((cell) => /^[^\p{L}\d]*\d/u.test(cell) && parseNumber(cell) !== null),
    characters: filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length),
  };
}

function looksLikeData(cell: string): boolean {
  return isEmail(cell) || isPhone(cell) || isDate(cell) || /^\d+([.,]\d+)?$/.test(cell);
}

function isEmail(cell: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(cell);
}

function isPhone(cell: string): boolean {
  if (!/^['+(\d][\d\s()+./-]*$/.test(cell) && !/^\d[.,]\d+E\+\d+$/i.test(cell)) return false;
  const digits = phoneDigits(cell);
  return digits.length >= 9 && digits.length <= 15 && !isDate(cell);
}

function isDate(cell: string): boolean {
  return /[-/.:]/.test(cell) && parseDate(cell, 'dmy', 'UTC') !== null;
}

function isName(cell: string): boolean {
  return /^\p{Lu}[\p{L}'’ʼ-]*(\s+\p{Lu}[\p{L}'’ʼ.-]*){0,3}$/u.test(cell);
}
