import { CURRENCIES, type Currency, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import {
  BANK_REFERENCE_LIMIT,
  type BankLine,
  PAYER_LIMIT,
  plainOf,
  type ReadStatement,
  STATEMENT_LINES_LIMIT,
  TEXT_LIMIT,
} from './bank-line.ts';

const COLUMNS = [
  'day',
  'amount',
  'credit',
  'debit',
  'currency',
  'text',
  'payer',
  'reference',
  'account',
] as const;
type Column = (typeof COLUMNS)[number];

/** How banks head the columns, in the languages of the field; compared in small letters without signs. */
const HEADS: Readonly<Record<Column, readonly string[]>> = {
  day: [
    'booking date',
    'date',
    'booked on',
    'дата',
    'дата операции',
    'дата операції',
    'дата проводки',
    'könyvelés dátuma',
    'dátum',
    'tarix',
    'ամսաթիվ',
    'огноо',
  ],
  amount: ['amount', 'sum', 'сумма', 'сума', 'összeg', 'məbləğ', 'գումար', 'дүн'],
  credit: [
    'credit',
    'credit amount',
    'кредит',
    'сумма по кредиту',
    'приход',
    'поступление',
    'надходження',
    'jóváírás',
    'kredit',
    'mədaxil',
    'кредит дүн',
  ],
  debit: ['debit', 'debit amount', 'дебет', 'сумма по дебету', 'расход', 'витрати', 'terhelés', 'məxaric'],
  currency: ['currency', 'валюта', 'devizanem', 'pénznem', 'valyuta', 'արժույթ', 'валют'],
  text: [
    'purpose',
    'details',
    'description',
    'remittance information',
    'reference text',
    'назначение платежа',
    'назначение',
    'призначення платежу',
    'призначення',
    'közlemény',
    'təyinat',
    'նպատակ',
    'гүйлгээний утга',
  ],
  payer: [
    'payer',
    'name',
    'counterparty',
    'debtor',
    'плательщик',
    'контрагент',
    'наименование контрагента',
    'платник',
    'кореспондент',
    'partner',
    'ellenoldali név',
    'ödəyici',
    'վճարող',
    'илгээгч',
  ],
  reference: [
    'bank reference',
    'reference',
    'transaction id',
    'номер документа',
    'номер операции',
    'номер документу',
    'референс',
    'tranzakció azonosító',
    'azonosító',
    'istinad',
    'гүйлгээний дугаар',
  ],
  account: ['account', 'own account', 'счет', 'счёт', 'рахунок', 'számlaszám', 'hesab', 'հաշիվ', 'данс'],
};

const COLUMN_OF: ReadonlyMap<string, Column> = new Map(
  COLUMNS.flatMap((column) => HEADS[column].map((head) => [headOf(head), column] as const)),
);

const HEAD_WITHIN_ROWS = 30;
const CELLS_LIMIT = 100;
const CENTURY = '20';

/**
 * Reads a statement that a bank gives as a table. Its columns are found by their heads; what stands above the heads, as many
 * banks put it, is passed over.
 * @param currency of lines that name none
 * @throws Refusal `statement_unreadable` without a head for day and amount, `statement_too_long`, `statement_line_wrong`,
 * `statement_mixed` with lines of several accounts
 */
export function readBankCsv(text: string, currency: Currency): ReadStatement {
  const rows = rowsOf(text);
  const { at, columns } = findHead(rows);
  const body = rows.slice(at + 1).filter((row) => row.some((cell) => cell.trim() !== ''));
  const lines: BankLine[] = [];
  const debits: BankLine[] = [];
  const accounts = new Set<string>();
  for (const [index, row] of body.entries()) {
    const cell = (column: Column) => (row[columns.get(column) ?? -1] ?? '').trim();
    const line = lineOf(cell, currency);
    if (line === 'wrong') throw new Refusal('statement_line_wrong', { line: at + index + 2 });
    if (cell('account') !== '') accounts.add(cell('account'));
    if (line !== null) (line.isDebit ? debits : lines).push(line.line);
  }
  if (accounts.size > 1) throw new Refusal('statement_mixed');
  return {
    account: [...accounts][0] ?? null,
    lines,
    debits,
    skippedCount: body.length - lines.length - debits.length,
  };
}

type Read = { readonly line: BankLine; readonly isDebit: boolean };

/** A credit or a debit; null for what is neither, as a footer, and `wrong` for what cannot be read. */
function lineOf(cell: (column: Column) => string, otherwise: Currency): Read | null | 'wrong' {
  const came = cell('credit') || cell('amount');
  // Some banks fill both columns, the other one with a zero.
  const isOut = cell('debit') !== '' && (came === '' || amountOf(came) === 0n);
  const written = isOut ? cell('debit') : came;
  // A footer with sums has no day.
  if (cell('day') === '' || written === '') return null;
  const bookedOn = dayOf(cell('day'));
  const amountMinor = amountOf(written);
  const said = cell('currency').toUpperCase();
  const currency = said === '' ? otherwise : CURRENCIES.find((one) => one === said);
  if (!bookedOn || amountMinor === null || !currency) return 'wrong';
  if (amountMinor === 0n) return null;
  const line = {
    amountMinor: amountMinor < 0n ? -amountMinor : amountMinor,
    currency,
    bookedOn,
    payer: plainOf(cell('payer'), PAYER_LIMIT),
    text: plainOf(cell('text'), TEXT_LIMIT),
    bankReference: plainOf(cell('reference'), BANK_REFERENCE_LIMIT) || null,
  };
  // Some banks write what went out below zero, also in a column of its own.
  return { line, isDebit: isOut || amountMinor < 0n };
}

function findHead(rows: readonly (readonly string[])[]): { at: number; columns: Map<Column, number> } {
  for (const [at, row] of rows.slice(0, HEAD_WITHIN_ROWS).entries()) {
    const columns = new Map<Column, number>();
    for (const [index, cell] of row.entries()) {
      const column = COLUMN_OF.get(headOf(cell));
      if (column && !columns.has(column)) columns.set(column, index);
    }
    if (columns.has('day') && (columns.has('amount') || columns.has('credit'))) return { at, columns };
  }
  throw new Refusal('statement_unreadable');
}

function headOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Rows of a table by RFC 4180, its cells apart by what stands oftenest in it outside of quotes. */
function rowsOf(text: string): string[][] {
  const bare = text.replace(/^\ufeff/, '');
  const separator = separatorOf(bare);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < bare.length; at += 1) {
    const sign = bare[at] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (bare[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = '';
      if (row.length > CELLS_LIMIT) throw new Refusal('statement_unreadable');
    } else if (sign === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      if (rows.length > STATEMENT_LINES_LIMIT + HEAD_WITHIN_ROWS)
        throw new Refusal('statement_too_long', { limit: STATEMENT_LINES_LIMIT });
    } else if (sign !== '\r') cell += sign;
  }
  if (quoted) throw new Refusal('statement_unreadable');
  return row.length > 0 || cell !== '' ? [...rows, [...row, cell]] : rows;
}

function separatorOf(text: string): string {
  const sample = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  const counts = [';', '\t', ','].map((sign) => [sign, sample.split(sign).length] as const);
  return counts.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ';';
}

/** `2026-11-26`, `26.11.2026`, `26/11/26`: the day before the month, as everywhere in the field. */
function dayOf(text: string): Date | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  const local =
    /^(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})/.exec(text) ?? /^(\d{4})[./](\d{2})[./](\d{2})/.exec(text);
  const [, a = '', b = '', c = ''] = iso ?? local ?? [];
  const [year, month, day] = iso || a.length === 4 ? [a, b, c] : [c.length === 2 ? CENTURY + c : c, b, a];
  const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? date : null;
}

/** Minor units of `1 234,50`, `1,234.50`, `-12.3` or `+5`; null where it is no amount. */
function amountOf(text: string): bigint | null {
  const bare = text.replace(/[\s\u00a0\u202f']/g, '').replace('\u2212', '-');
  const [, sign = '', digits = ''] = /^([+-]?)([\d.,]+)$/.exec(bare) ?? [];
  const point = /[.,](\d{1,2})$/.exec(digits);
  const major = point ? digits.slice(0, point.index) : digits;
  // What is left between thousands; anything else is another number than it seems.
  if (!/^\d{1,15}$/.test(major) && !/^\d{1,3}([.,]\d{3}){1,4}$/.test(major)) return null;
  const minor =
    BigInt(major.replace(/[.,]/g, '')) * BigInt(MINOR_PER_MAJOR) + BigInt((point?.[1] ?? '').padEnd(2, '0'));
  return sign === '-' ? -minor : minor;
}
