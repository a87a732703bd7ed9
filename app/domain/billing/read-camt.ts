import { XMLParser } from 'fast-xml-parser';
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
import { checkAddsUp, type StatementBalance } from './statement-balance.ts';

type Node = { readonly [name: string]: unknown };

/** Elements that may stand several times, and are lists even when they stand once. */
const LISTS: ReadonlySet<string> = new Set(['Stmt', 'Bal', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd']);
const AMOUNT = /^(\d{1,15})(?:\.(\d{1,5}))?$/;
const DAY = /^\d{4}-\d{2}-\d{2}/;
const DEPTH_LIMIT = 40;

/**
 * Reads an ISO 20022 statement (camt.053, any version). What a document type declaration could do, such as entities that grow
 * without end, is refused with the declaration.
 * @throws Refusal `statement_unreadable`, `statement_too_long`, `statement_line_wrong`, `statement_mixed`, `statement_adds_not_up`
 */
export function readCamt(text: string): ReadStatement {
  const statements = nodesOf(documentOf(text).Stmt);
  if (statements.length === 0) throw new Refusal('statement_unreadable');
  const accounts = new Set(statements.map(accountOf));
  if (accounts.size !== 1) throw new Refusal('statement_mixed');
  const entries = statements.flatMap(({ Ntry }) => nodesOf(Ntry));
  if (entries.length > STATEMENT_LINES_LIMIT)
    throw new Refusal('statement_too_long', { limit: STATEMENT_LINES_LIMIT });
  const [credits, debits] = ['CRDT', 'DBIT'].map((way) => entries.filter((one) => isBooked(one, way)));
  const read = [credits, debits].map((some = []) => some.flatMap(linesOf));
  const [lines = [], out = []] = read;
  if (lines.length + out.length > STATEMENT_LINES_LIMIT)
    throw new Refusal('statement_too_long', { limit: STATEMENT_LINES_LIMIT });
  const skippedCount = entries.length - (credits?.length ?? 0) - (debits?.length ?? 0);
  const balances = balancesOf(statements);
  return { account: [...accounts][0] ?? null, lines, debits: out, skippedCount, balances };
}

/** The booked balance at the beginning: by its own name, or as the one that the last statement closed with. */
const OPENING = ['OPBD', 'PRCD'];
const CLOSING = ['CLBD'];

type Dated = { readonly minor: bigint; readonly currency: Currency; readonly day: Date | null };

/** A statement may come in several pages: the first then says how it opens, and the last how it closes. */
function balancesOf(statements: readonly Node[]): StatementBalance[] {
  const balances: StatementBalance[] = [];
  let pages: Node[] = [];
  for (const page of statements) {
    pages.push(page);
    const closing = balanceOf(page, CLOSING);
    if (!closing) continue;
    const opening = balanceOf(pages[0] ?? page, OPENING);
    if (opening && opening.currency === closing.currency)
      balances.push(balanceBetween(opening, closing, pages));
    pages = [];
  }
  return balances;
}

function balanceBetween(opening: Dated, closing: Dated, pages: readonly Node[]): StatementBalance {
  const lines = pages
    .flatMap(({ Ntry }) => nodesOf(Ntry))
    .flatMap((one) => [
      ...(isBooked(one, 'CRDT') ? [{ one, sign: 1n }] : []),
      ...(isBooked(one, 'DBIT') ? [{ one, sign: -1n }] : []),
    ])
    .flatMap(({ one, sign }) =>
      linesOf(one).map((line) => ({ ...line, amountMinor: sign * line.amountMinor })),
    );
  const days = lines.map(({ bookedOn }) => bookedOn.getTime());
  const said = { DtTm: nodeAt(pages[0], 'FrToDt').FrDtTm };
  const until = new Date(Math.max(...days, ...[closing.day].flatMap((day) => (day ? [day.getTime()] : []))));
  const from = dayOf(said) ?? new Date(Math.min(...days, until.getTime()));
  const balance = {
    currency: closing.currency,
    from: new Date(Math.min(from.getTime(), ...days, until.getTime())),
    until,
    openingMinor: opening.minor,
    closingMinor: closing.minor,
  };
  checkAddsUp(
    balance,
    lines.reduce((sum, line) => sum + (line.currency === closing.currency ? line.amountMinor : 0n), 0n),
  );
  return balance;
}

/** The first balance of one of the kinds, in their order; null where there is none that can be read. */
function balanceOf(page: Node, kinds: readonly string[]): Dated | null {
  const all = nodesOf(page.Bal);
  const [found] = kinds.flatMap((kind) => all.filter((one) => kindOf(one) === kind));
  if (!found) return null;
  const money = amountAt(found.Amt);
  if (!money) throw new Refusal('statement_unreadable');
  const isOwed = textOf(found.CdtDbtInd) === 'DBIT';
  return {
    minor: isOwed ? -money.amountMinor : money.amountMinor,
    currency: money.currency,
    day: dayOf(nodeAt(found, 'Dt')),
  };
}

const kindOf = (balance: Node) => textOf(nodeAt(balance, 'Tp', 'CdOrPrtry').Cd);

function documentOf(text: string): Node {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Refusal('statement_unreadable');
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    maxNestedTags: DEPTH_LIMIT,
    isArray: (name) => LISTS.has(name),
  });
  try {
    const parsed: unknown = parser.parse(text, true);
    return nodeAt(parsed, 'Document', 'BkToCstmrStmt');
  } catch {
    throw new Refusal('statement_unreadable');
  }
}

function accountOf(statement: Node): string {
  const id = nodeAt(statement, 'Acct', 'Id');
  return textOf(id.IBAN) || textOf(nodeAt(id, 'Othr').Id);
}

function isBooked(entry: Node, way: string): boolean {
  const status = typeof entry.Sts === 'object' ? textOf(nodeAt(entry, 'Sts').Cd) : textOf(entry.Sts);
  return (
    // Of what a bank takes back too it says which way it moves the account now.
    textOf(entry.CdtDbtInd) === way && (status === 'BOOK' || status === '')
  );
}

/** An entry is one payment, or several that the bank put in one sum: then each with its own amount, if they add up to it. */
function linesOf(entry: Node): BankLine[] {
  const money = moneyOf(entry.Amt);
  const bookedOn = dayOf(nodeAt(entry, 'BookgDt')) ?? dayOf(nodeAt(entry, 'ValDt'));
  if (!bookedOn || !money) throw new Refusal('statement_line_wrong', { line: textOf(entry.NtryRef) || '?' });
  const parts = nodesOf(entry.NtryDtls).flatMap(({ TxDtls }) => nodesOf(TxDtls));
  const own = textOf(entry.AcctSvcrRef) || null;
  const whole = { ...money, bookedOn, bankReference: own, text: textOf(entry.AddtlNtryInf) };
  const [single, ...others] = parts;
  if (!single) return [finished({ ...whole, payer: '' })];
  if (others.length === 0) return [finished({ ...whole, ...detailsOf(single, entry, own) })];
  const amounts = parts.map((part) => moneyOf(part.Amt) ?? moneyOf(nodeAt(part, 'AmtDtls', 'TxAmt').Amt));
  const sum = amounts.reduce((total, one) => total + (one?.amountMinor ?? 0n), 0n);
  if (amounts.some((one) => one?.currency !== money.currency) || sum !== money.amountMinor)
    return [
      finished({
        ...whole,
        payer: '',
        text: parts.map((part) => detailsOf(part, entry, own).text).join(' '),
      }),
    ];
  return parts.flatMap((part, at) => {
    const amount = amounts[at];
    const details = detailsOf(part, entry, own && `${own}/${at}`);
    return amount ? [finished({ bookedOn, ...amount, ...details })] : [];
  });
}

function detailsOf(part: Node, entryOf: Node, otherwise: string | null) {
  const isOut = textOf(entryOf.CdtDbtInd) === 'DBIT';
  const party = nodeAt(part, 'RltdPties', isOut ? 'Cdtr' : 'Dbtr');
  const remittance = nodeAt(part, 'RmtInf');
  const said = [
    ...(Array.isArray(remittance.Ustrd) ? remittance.Ustrd.map(textOf) : []),
    ...nodesOf(remittance.Strd).map((one) => textOf(nodeAt(one, 'CdtrRefInf').Ref)),
    textOf(nodeAt(part, 'Refs').EndToEndId),
    textOf(part.AddtlTxInf),
  ];
  return {
    payer: textOf(party.Nm) || textOf(nodeAt(party, 'Pty').Nm),
    text: said.filter((one) => one !== '' && one !== 'NOTPROVIDED').join(' '),
    bankReference: textOf(nodeAt(part, 'Refs').AcctSvcrRef) || otherwise,
  };
}

function finished(line: BankLine): BankLine {
  return {
    ...line,
    payer: plainOf(line.payer, PAYER_LIMIT),
    text: plainOf(line.text, TEXT_LIMIT),
    bankReference: line.bankReference && plainOf(line.bankReference, BANK_REFERENCE_LIMIT),
  };
}

/** An amount above zero; null where it is none that is traded here. */
function moneyOf(node: unknown): { amountMinor: bigint; currency: Currency } | null {
  const money = amountAt(node);
  return money && money.amountMinor > 0n ? money : null;
}

/** An amount as it stands, never through a float; null where it is none that is traded here. */
function amountAt(node: unknown): { amountMinor: bigint; currency: Currency } | null {
  const currency = CURRENCIES.find((one) => one === textOf(nodeAt(node)['@Ccy']));
  const [, major = '', rest = ''] = AMOUNT.exec(textOf(nodeAt(node)['#text'])) ?? [];
  if (!currency || major === '' || !/^\d{0,2}0*$/.test(rest)) return null;
  const amountMinor = BigInt(major) * BigInt(MINOR_PER_MAJOR) + BigInt(rest.slice(0, 2).padEnd(2, '0'));
  return { amountMinor, currency };
}

function dayOf(node: Node): Date | null {
  const [day] = DAY.exec(textOf(node.Dt) || textOf(node.DtTm)) ?? [];
  const date = day ? new Date(`${day}T00:00:00Z`) : null;
  return date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day ?? '') ? date : null;
}

function nodeAt(from: unknown, ...path: readonly string[]): Node {
  let node = from;
  for (const name of path) node = isNode(node) && Object.hasOwn(node, name) ? node[name] : null;
  return isNode(node) ? node : {};
}

function nodesOf(list: unknown): Node[] {
  return Array.isArray(list) ? list.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return isNode(value) ? textOf(value['#text']) : '';
}
