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
import { checkAddsUp, type StatementBalance, writeSigned } from './statement-balance.ts';

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
  'balance',
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
  balance: [
    'balance',
    'running balance',
    'balance after',
    'остаток',
    'остаток после операции',
    'залишок',
    'залишок після операції',
    'egyenleg',
    'qalıq',
    'մնացորդ',
    'үлдэгдэл',
  ],
  account: ['account', 'own account', 'счет', 'счёт', 'рахунок', 'számlaszám', 'hesab', 'հաշիվ', 'данс'],
};

const COLUMN_OF: ReadonlyMap<string, Column> = new Map(
  COLUMNS.flatMap((column) => HEADS[column].map((head) => [headOf(head), column] as const)),
);

/** How banks begin the row, above or below the table, that says what the account held. */
const BALANCE_ROWS: Readonly<Record<'opening' | 'closing', readonly string[]>> = {
  opening: [
    'opening balance',
    'входящий остаток',
    'начальный остаток',
    'остаток на начало',
    'вхідний залишок',
    'початковий залишок',
    'nyitó egyenleg',
    'ilkin qalıq',
    'սկզբնական մնացորդ',
    'эхний үлдэгдэл',
  ],
  closing: [
    'closing balance',
    'исходящий остаток',
    'конечный остаток',
    'остаток на конец',
    'вихідний залишок',
    'кінцевий залишок',
    'záró egyenleg',
    'son qalıq',
    'վերջնական մնացորդ',
    'эцсийн үлдэгдэл',
  ],
};

const HEAD_WITHIN_ROWS = 30;
const CELLS_LIMIT = 100;
const CENTURY = '20';

/**
 * Reads a statement that a bank gives as a table. Its columns are found by their heads; what stands above the heads, as many
 * banks put it, is passed over.
 * @param currency of lines that name none
 * @throws Refusal `statement_unreadable` without a head for day and amount, `statement_too_long`, `statement_line_wrong`,
 * `statement_mixed` with lines of several accounts, `statement_adds_not_up`, `statement_balance_breaks`
 */
export function readBankCsv(text: string, currency: Currency): ReadStatement {
  const rows = rowsOf(text);
  const { at, columns } = findHead(rows);
  const body = rows.slice(at + 1).filter((row) => row.some((cell) => cell.trim() !== ''));
  const lines: BankLine[] = [];
  const debits: BankLine[] = [];
  const accounts = new Set<string>();
  const steps: Step[] = [];
  const around = rows.slice(0, at);
  for (const [index, row] of body.entries()) {
    const cell = (column: Column) => (row[columns.get(column) ?? -1] ?? '').trim();
    // Sums stand where no line does: a payer may call a payment what they like.
    const isSum = dayOf(cell('day')) === null && isBalanceRow(row);
    if (isSum) around.push(row);
    const line = isSum ? null : lineOf(cell, currency);
    if (line === 'wrong') throw new Refusal('statement_line_wrong', { line: at + index + 2 });
    if (cell('account') !== '') accounts.add(cell('account'));
    if (line === null) continue;
    (line.isDebit ? debits : lines).push(line.line);
    steps.push({
      ...line.line,
      at: at + index + 2,
      movedMinor: line.isDebit ? -line.line.amountMinor : line.line.amountMinor,
      balanceMinor: amountOf(cell('balance')),
    });
  }
  if (accounts.size > 1) throw new Refusal('statement_mixed');
  const balance = balanceOf(around, steps);
  return {
    account: [...accounts][0] ?? null,
    lines,
    debits,
    skippedCount: body.length - lines.length - debits.length,
    balances: balance ? [balance] : [],
  };
}

/** A line with where it stands, what it moved, and what the account held after it, where there is a column of that. */
type Step = BankLine & {
  readonly at: number;
  readonly movedMinor: bigint;
  readonly balanceMinor: bigint | null;
};

/** What the account held before and after, by rows that say so, else by the column of balances; null where there is neither. */
function balanceOf(around: readonly (readonly string[])[], steps: readonly Step[]): StatementBalance | null {
  const [first] = steps;
  if (!first || steps.some(({ currency }) => currency !== first.currency)) return null;
  const days = steps.map(({ bookedOn }) => bookedOn.getTime());
  const period = {
    currency: first.currency,
    from: new Date(Math.min(...days)),
    until: new Date(Math.max(...days)),
  };
  const openingMinor = saidIn(around, 'opening');
  const closingMinor = saidIn(around, 'closing');
  if (openingMinor === null || closingMinor === null) {
    const run = runOf(steps);
    return run && { ...period, ...run };
  }
  const balance = { ...period, openingMinor, closingMinor };
  checkAddsUp(
    balance,
    steps.reduce((sum, { movedMinor }) => sum + movedMinor, 0n),
  );
  return balance;
}

function begins(cell: string, which: 'opening' | 'closing'): boolean {
  const said = headOf(cell);
  return BALANCE_ROWS[which].some((head) => said.startsWith(head));
}

function isBalanceRow(row: readonly string[]): boolean {
  return row.some((cell) => begins(cell, 'opening') || begins(cell, 'closing'));
}

function saidIn(rows: readonly (readonly string[])[], which: 'opening' | 'closing'): bigint | null {
  for (const row of rows) {
    const at = row.findIndex((cell) => begins(cell, which));
    if (at < 0) continue;
    const said = row.slice(at + 1).map((cell) => amountOf(cell.trim()));
    const amount = said.find((one) => one !== null);
    if (amount !== undefined && amount !== null) return amount;
  }
  return null;
}

/** The column of balances, the oldest line first or last. */
function runOf(steps: readonly Step[]): { openingMinor: bigint; closingMinor: bigint } | null {
  const known = steps.filter((one): one is Step & { balanceMinor: bigint } => one.balanceMinor !== null);
  if (known.length === 0 || known.length < steps.length) return null;
  const ways = [known, known.toReversed()].map((inOrder) => ({ inOrder, broken: breakOf(inOrder) }));
  const whole = ways.find(({ broken }) => broken === null);
  if (!whole) {
    const { at, expected, says } = ways[0]?.broken ?? { at: 0, expected: '', says: '' };
    throw new Refusal('statement_balance_breaks', { line: at, expected, says });
  }
  const [first, last] = [whole.inOrder[0], whole.inOrder.at(-1)];
  return first && last
    ? { openingMinor: first.balanceMinor - first.movedMinor, closingMinor: last.balanceMinor }
    : null;
}

/** The first line after which the account did not hold what it held before and the line. */
function breakOf(
  inOrder: readonly (Step & { balanceMinor: bigint })[],
): { at: number; expected: string; says: string } | null {
  for (const [index, one] of inOrder.entries()) {
    const before = inOrder[index - 1];
    const expected = before ? before.balanceMinor + one.movedMinor : one.balanceMinor;
    if (expected !== one.balanceMinor)
      return { at: one.at, expected: writeSigned(expected), says: writeSigned(one.balanceMinor) };
  }
  return null;
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
  return (
    text
      .normalize('NFC')
      // Its small letter is two signs, of which one is none of a word.
      .replaceAll('İ', 'i')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
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
