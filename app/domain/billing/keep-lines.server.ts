import type { Currency } from '#app/kernel/money.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { BankLine } from './bank-line.ts';
import { lineKeysOf } from './line-key.server.ts';
import { type KeptLine, recogniseLines } from './recognise-lines.ts';
import { daysAround, type KnownLine, type LineSource } from './same-line.ts';

const CHUNK = 1_000;
/** Doubles of doubles: each was a line of its own before somebody said of it what it is. */
const STEPS_LIMIT = 20;

type Of = {
  readonly statementId: string;
  readonly account: string;
  readonly source: 'csv' | 'camt053';
  readonly way: 'in' | 'out';
  readonly now: Date;
};

/** A line that is new, with the key by which it is known again and the line that it looks like. */
export type NewLine = BankLine & { readonly lineKey: string; readonly resemblesId: string | null };

/** What became of a statement's lines. */
export type KeptLines = {
  readonly fresh: readonly NewLine[];
  /** The keys of the kept lines that the statement's lines are. */
  readonly lineKeys: readonly string[];
  /** Of those that are known from an export in which they are called otherwise: what they are called in this one. */
  readonly names: readonly LineName[];
};

type LineName = {
  readonly account: string;
  readonly way: 'in' | 'out';
  readonly lineKey: string;
  readonly statementId: string;
  readonly bankReference: string | null;
  readonly receiptId: string | null;
  readonly debitId: string | null;
  readonly createdAt: Date;
};

/**
 * Holds imports and notes of an account apart, so that each knows what the one before it brought. In a transaction, and before
 * its lines are read.
 */
export async function lockLines(tx: PrismaTx, account: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`bank-lines:${account}`}))::text`;
}

/** Finds out which lines of a statement are known. The account is locked. */
export async function recogniseOf(tx: PrismaTx, lines: readonly BankLine[], of: Of): Promise<KeptLines> {
  if (lines.length === 0) return { fresh: [], lineKeys: [], names: [] };
  const { statementId, account, source, way, now } = of;
  const keys = lineKeysOf(lines, { byReference: source === 'camt053' });
  const kept = await readKept(tx, lines, of);
  const recognised = recogniseLines({ lines, keys, source, known: kept.units, find: kept.find });
  const fresh: NewLine[] = [];
  const names: LineName[] = [];
  const lineKeys = lines.map((line, at) => {
    const [what, lineKey] = [recognised[at], keys[at] ?? ''];
    if (what?.kind !== 'known') {
      fresh.push({ ...line, lineKey, resemblesId: what?.resemblesId ?? null });
      return lineKey;
    }
    const [receiptId, debitId] = way === 'in' ? [what.id, null] : [null, what.id];
    const { bankReference } = line;
    if (!what.isByKey)
      names.push({ account, way, lineKey, statementId, bankReference, receiptId, debitId, createdAt: now });
    return kept.keyOf.get(what.id) ?? lineKey;
  });
  return { fresh, lineKeys, names };
}

/** Notes by which other names lines that are known came with a statement. */
export async function noteNames(tx: PrismaTx, names: readonly LineName[]): Promise<void> {
  for (let from = 0; from < names.length; from += CHUNK)
    await tx.bankLineName.createMany({ data: names.slice(from, from + CHUNK), skipDuplicates: true });
}

type Row = {
  id: string;
  lineKey: string;
  currency: string;
  amountMinor: bigint;
  bookedOn: Date;
  payer: string;
  text: string;
  bankReference: string | null;
  doubleOf: string | null;
  isLaidAside: boolean;
  source: LineSource;
  names: { lineKey: string; bankReference: string | null; statement: { format: string } }[];
};

async function readKept(tx: PrismaTx, lines: readonly BankLine[], of: Of) {
  const rows = await (of.way === 'in' ? readReceipts(tx, lines, of) : readDebits(tx, lines, of));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const unitOf = (row: Row): string => {
    let unit = row;
    for (let step = 0; step < STEPS_LIMIT && unit.doubleOf !== null; step += 1) {
      const next = byId.get(unit.doubleOf);
      if (!next) return unit.doubleOf;
      unit = next;
    }
    return unit.id;
  };
  const byKey = new Map<string, KeptLine>();
  for (const row of rows)
    for (const { lineKey } of row.names)
      byKey.set(lineKey, { id: row.id, unitId: unitOf(row), isOwn: false });
  for (const row of rows) byKey.set(row.lineKey, { id: row.id, unitId: unitOf(row), isOwn: true });
  const namesOf = Map.groupBy(rows, unitOf);
  return {
    find: (key: string) => byKey.get(key) ?? null,
    keyOf: new Map(rows.map(({ id, lineKey }) => [id, lineKey])),
    units: rows
      .filter(({ doubleOf }) => doubleOf === null)
      .map((row) => toKnown(row, namesOf.get(row.id) ?? [])),
  };
}

/** A line has its own name, those of the exports that brought it again, and those of its doubles. */
function toKnown(row: Row, own: readonly Row[]): KnownLine {
  return {
    ...{ id: row.id, currency: row.currency as Currency, amountMinor: row.amountMinor },
    ...{ bookedOn: row.bookedOn, payer: row.payer, text: row.text, bankReference: row.bankReference },
    isLaidAside: row.isLaidAside,
    names: own.flatMap(({ source, bankReference, names }) => [
      { source, bankReference },
      ...names.map((name) => ({
        source: name.statement.format as LineSource,
        bankReference: name.bankReference,
      })),
    ]),
  };
}

const WITH_NAMES = {
  names: { select: { lineKey: true, bankReference: true, statement: { select: { format: true } } } },
  statement: { select: { format: true } },
} as const;

/** All around the days of a statement: no more than a few statements hold, each bounded. */
async function readReceipts(tx: PrismaTx, lines: readonly BankLine[], { account }: Of): Promise<Row[]> {
  const { from, until } = daysAround(lines);
  const rows = await tx.bankReceipt.findMany({
    where: { account, bookedOn: { gte: from, lte: until } },
    include: WITH_NAMES,
    orderBy: { id: 'asc' },
  });
  return rows.map(({ statement, ...row }) => ({
    ...row,
    doubleOf: row.status === 'double' ? row.resemblesId : null,
    isLaidAside: row.status === 'dismissed',
    source: (statement?.format ?? 'hand') as LineSource,
  }));
}

async function readDebits(tx: PrismaTx, lines: readonly BankLine[], { account }: Of): Promise<Row[]> {
  const { from, until } = daysAround(lines);
  const rows = await tx.bankDebit.findMany({
    where: { account, bookedOn: { gte: from, lte: until } },
    include: { ...WITH_NAMES, double: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ statement, payee, double, ...row }) => ({
    ...row,
    payer: payee,
    doubleOf: double ? row.resemblesId : null,
    isLaidAside: false,
    source: statement.format as LineSource,
  }));
}
