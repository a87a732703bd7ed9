import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Verdict } from './reconciliation.ts';

/** A line of the bank's statement. Minor units, below zero for what left. */
export type StatementLine = {
  readonly id: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly bookedOn: Date;
  /** The bank's own. */
  readonly reference: string | null;
  /** All that the bank says of it. */
  readonly says: string;
  /** Whether a person has said, with a reason, that it is nothing to book. */
  readonly isLaidAside: boolean;
};

/** A transfer on `bank_clearing`. Minor units, below zero for what left. */
export type BankEntry = {
  readonly key: string;
  readonly kind: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** When the bank should have it. */
  readonly at: Date;
  /** The line from which it was booked. */
  readonly lineId: string | null;
  /** The bank's reference, as somebody noted it who saw the line. */
  readonly reference: string | null;
  /** What the bank was told to say of it. */
  readonly name: string | null;
  /** A batch that leaves as one sum, where the bank books it so, and what the bank calls that. */
  readonly batch: { readonly id: string; readonly name: string } | null;
  /** `waits`: the bank was not told yet. `never`: it left and came back here, and the bank never had it. */
  readonly state: 'due' | 'waits' | 'never';
};

export type BankMatch = {
  readonly line: StatementLine | null;
  readonly entries: readonly BankEntry[];
  readonly verdict: Verdict;
};

/** How far the bank's day may lie from ours. */
const BEFORE_MS = 3 * DAY_MS;
const AFTER_MS = 10 * DAY_MS;
/** How long a line, or a transfer whose days the statements hold, waits for its other side before that is a difference. */
const PATIENCE_MS = 5 * DAY_MS;

/**
 * Holds the lines of a bank's statements and the transfers on `bank_clearing` against each other: first those that were booked
 * from their line, then by what the bank says of a line, one by one or as the sum of a batch, last by day and amount, where one
 * fits and no other does.
 * @param input.readUpTo the last day that a statement was read of, by currency
 * @returns each line and each transfer once
 */
export function matchBankLines(input: {
  lines: readonly StatementLine[];
  entries: readonly BankEntry[];
  readUpTo: ReadonlyMap<Currency, Date>;
  now: Date;
}): BankMatch[] {
  const lines = new Map(input.lines.map((line) => [line.id, line]));
  const entries = new Set(input.entries.filter(({ state }) => state === 'due'));
  const found: BankMatch[] = [];
  const take = (line: StatementLine, taken: readonly BankEntry[]) => {
    lines.delete(line.id);
    for (const entry of taken) entries.delete(entry);
    const isSame = sumOf(taken) === line.amountMinor;
    found.push({ line, entries: taken, verdict: isSame ? 'matched' : 'amount_differs' });
  };
  for (const entry of [...entries]) {
    const line = entry.lineId === null ? undefined : lines.get(entry.lineId);
    if (line) take(line, [entry]);
  }
  for (const rule of RULES) {
    for (const line of [...lines.values()]) {
      const open = [...entries].filter((entry) => entry.lineId === null && mayBe(line, entry));
      const fitting = rule(line, open, [...lines.values()]);
      if (fitting.length > 0) take(line, fitting);
    }
  }
  const rest = input.entries.filter((entry) => entries.has(entry) || entry.state !== 'due');
  return [
    ...found,
    ...[...lines.values()].map((line) => ({ line, entries: [], verdict: verdictOfLine(line, input.now) })),
    ...rest.map((entry) => ({
      line: null,
      entries: [entry],
      verdict: verdictOfEntry(entry, input.readUpTo),
    })),
  ];
}

/** @returns the transfers that a line stands for; none where that is not sure */
type Rule = (
  line: StatementLine,
  entries: readonly BankEntry[],
  lines: readonly StatementLine[],
) => readonly BankEntry[];

const RULES: readonly Rule[] = [
  (line, entries) => {
    const named = entries.filter((entry) => isSaid(line, entry.name) || isReferenceOf(line, entry));
    const same = named.filter(({ amountMinor }) => amountMinor === line.amountMinor);
    return (same.length > 0 ? same : named).slice(0, 1);
  },
  (line, entries) => wholeBatch(line, entries, ({ name }) => isSaid(line, name)),
  (line, entries, lines) => {
    const isLike = (one: StatementLine, entry: BankEntry) =>
      isNear(one, entry) && entry.amountMinor === one.amountMinor;
    const [entry, ...others] = entries.filter((one) => isLike(line, one));
    if (!entry || others.length > 0) return [];
    const rivals = lines.filter((one) => mayBe(one, entry) && isLike(one, entry));
    return rivals.length === 1 ? [entry] : [];
  },
  (line, entries) =>
    wholeBatch(
      line,
      entries.filter((entry) => isNear(line, entry)),
      () => true,
    ),
];

/** All payouts of a batch that left as one sum. */
function wholeBatch(
  line: StatementLine,
  entries: readonly BankEntry[],
  isMeant: (batch: { id: string; name: string }) => boolean,
): readonly BankEntry[] {
  const batches = new Map<string, BankEntry[]>();
  for (const entry of entries)
    if (entry.batch && isMeant(entry.batch))
      batches.set(entry.batch.id, [...(batches.get(entry.batch.id) ?? []), entry]);
  const whole = [...batches.values()].filter((batch) => sumOf(batch) === line.amountMinor);
  return whole.length === 1 ? (whole[0] ?? []) : [];
}

const sumOf = (entries: readonly BankEntry[]) =>
  entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** Of one currency, and both in or both out. */
function mayBe(line: StatementLine, entry: BankEntry): boolean {
  return line.currency === entry.currency && line.amountMinor > 0n === entry.amountMinor > 0n;
}

function isNear({ bookedOn }: StatementLine, { at }: BankEntry): boolean {
  return bookedOn >= after(at, -BEFORE_MS) && bookedOn <= after(at, AFTER_MS);
}

/** Banks break what they were told by spaces, and write it large. */
function isSaid({ says }: StatementLine, name: string | null): boolean {
  return name !== null && bare(says).includes(bare(name));
}

/** A reference is the whole of what the bank calls a line: a part of it may be anything. */
function isReferenceOf({ reference }: StatementLine, entry: BankEntry): boolean {
  return reference !== null && entry.reference !== null && bare(reference) === bare(entry.reference);
}

const bare = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();

function verdictOfLine(line: StatementLine, now: Date): Verdict {
  if (line.isLaidAside) return 'laid_aside';
  return line.bookedOn > after(now, -PATIENCE_MS) ? 'in_flight' : 'missing_here';
}

/** A transfer is missed once statements were read of the days on which its line should be. */
function verdictOfEntry(
  { state, currency, at, lineId }: BankEntry,
  readUpTo: ReadonlyMap<Currency, Date>,
): Verdict {
  if (state === 'never') return 'cancelled';
  // Its line is older than those that are looked at.
  if (lineId !== null) return 'matched';
  const read = readUpTo.get(currency);
  return state === 'waits' || !read || after(at, PATIENCE_MS) > read ? 'in_flight' : 'missing_there';
}
