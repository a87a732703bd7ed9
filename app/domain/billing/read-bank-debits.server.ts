import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankCostStatus, BankDebit } from './bank-cost.ts';
import { matchBank } from './compare-bank.server.ts';

const LIMIT = 1_000;
const WITH_COST = {
  costs: { where: { status: { not: 'rejected' } }, take: 1 },
  resembles: { select: { id: true, bookedOn: true, payee: true, text: true } },
  double: true,
} as const;

/** The debits of a statement, those of its days that an earlier statement brought among them; the oldest first. */
export async function readDebitsOf(
  db: Db,
  input: { statementId: string; account: string; now: Date },
): Promise<BankDebit[]> {
  const { statementId, account, now } = input;
  const days = await db.prisma.bankBalance.findMany({ where: { statementId } });
  const rows = await db.prisma.bankDebit.findMany({
    where: {
      OR: [
        { statementId },
        ...days.map(({ currency, fromDay, untilDay }) => ({
          ...{ account, currency, bookedOn: { gte: fromDay, lte: untilDay } },
        })),
      ],
    },
    include: WITH_COST,
    orderBy: [{ bookedOn: 'asc' }, { id: 'asc' }],
    take: LIMIT,
  });
  return withStates(db, rows, now);
}

/** One debit, or null. */
export async function readBankDebit(
  db: Db,
  input: { debitId: string; now: Date },
): Promise<BankDebit | null> {
  const row = await db.prisma.bankDebit.findUnique({ where: { id: input.debitId }, include: WITH_COST });
  if (!row) return null;
  const [debit] = await withStates(db, [row], input.now);
  return debit ?? null;
}

/** Debits whose cost waits for a second person, the oldest first. */
export async function readAskedCosts(db: Db, input: { limit: number }): Promise<BankDebit[]> {
  const rows = await db.prisma.bankDebit.findMany({
    where: { costs: { some: { status: 'waiting' } } },
    include: WITH_COST,
    orderBy: { id: 'asc' },
    take: input.limit,
  });
  return rows.map((row) => toDebit(row, false));
}

type Row = {
  id: string;
  statementId: string;
  currency: string;
  amountMinor: bigint;
  bookedOn: Date;
  payee: string;
  text: string;
  bankReference: string | null;
  resembles: BankDebit['resembles'];
  double: object | null;
  costs: {
    id: string;
    reason: string;
    status: string;
    createdBy: string;
    createdAt: Date;
    decidedBy: string | null;
  }[];
};

/** What the nightly comparison has found, and what it would find now, is booked. */
async function withStates(db: Db, rows: readonly Row[], now: Date): Promise<BankDebit[]> {
  const unclear = rows.filter(({ costs, double }) => costs.length === 0 && double === null);
  if (unclear.length === 0) return rows.map((row) => toDebit(row, false));
  const [settled, matches] = await Promise.all([
    db.prisma.reconciliationLine.findMany({
      where: { id: { in: unclear.map(({ id }) => `bank:${id}`) }, oursMinor: { not: null } },
      select: { id: true },
    }),
    matchBank(db, { now }),
  ]);
  const booked = new Set([
    ...settled.map(({ id }) => id),
    ...matches.filter(({ entries }) => entries.length > 0).map(({ line }) => `bank:${line?.id}`),
  ]);
  return rows.map((row) => toDebit(row, booked.has(`bank:${row.id}`)));
}

function toDebit({ costs: [cost], ...row }: Row, isBooked: boolean): BankDebit {
  return {
    ...{ id: row.id, statementId: row.statementId, bookedOn: row.bookedOn },
    ...{ currency: row.currency as Currency, amountMinor: row.amountMinor },
    ...{ payee: row.payee, text: row.text, bankReference: row.bankReference },
    state: row.double ? 'double' : cost ? stateOf(cost) : isBooked ? 'booked' : 'open',
    resembles: row.resembles,
    cost: cost
      ? {
          ...{ id: cost.id, reason: cost.reason, status: cost.status as BankCostStatus },
          ...{ createdBy: cost.createdBy, createdAt: cost.createdAt, decidedBy: cost.decidedBy },
        }
      : null,
  };
}

const stateOf = ({ status }: { status: string }) => (status === 'posted' ? 'cost' : 'asked');
