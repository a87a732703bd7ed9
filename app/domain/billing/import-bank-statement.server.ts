import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { bareNumber } from './bank-account.ts';
import { type ReadStatement, STATEMENT_LIMIT_BYTES } from './bank-line.ts';
import { bankCurrencies, payeeOf } from './bank-payee.ts';
import { lockLines, type NewLine, noteNames, recogniseOf } from './keep-lines.server.ts';
import { readBankCsv } from './read-bank-csv.ts';
import { readCamt } from './read-camt.ts';

const CHUNK = 1_000;
/** Of a statement, with waiting for another one of the same account. */
const IMPORT_TIMEOUT_MS = 60_000;

/**
 * Reads a bank statement in. Each credit becomes a receipt that waits, each debit a line to compare with, unless one of an earlier
 * statement was the same line: a statement may be read in as often as one likes, in any format, also twice at once. What looks like a
 * line that is known, and may be another, says so. Nothing is booked by it.
 * @param input.currency of a CSV statement's account
 * @returns the id of the statement
 * @throws Refusal `statement_too_large`, `statement_unreadable`, `statement_too_long`, `statement_line_wrong`, `statement_mixed`,
 * `statement_adds_not_up` and `statement_balance_breaks` when its lines do not lead from its opening to its closing balance,
 * `statement_elsewhere` when it is not of an account of ours, `statement_empty`, `bank_not_offered`
 */
export async function importBankStatement(
  db: Db,
  input: Actor & { file: Uint8Array; currency: Currency; now: Date },
): Promise<string> {
  const { file, currency, now } = input;
  if (file.byteLength > STATEMENT_LIMIT_BYTES) throw new Refusal('statement_too_large');
  const text = decode(file);
  const isXml = /^\ufeff?\s*</.test(text);
  const read = isXml ? readCamt(text) : readBankCsv(text, currency);
  if (read.lines.length + read.debits.length + read.balances.length === 0)
    throw new Refusal('statement_empty');
  const account = await accountFor(db, read, currency);
  const id = newId('bstm', now.getTime());
  const source = isXml ? 'camt053' : 'csv';
  await db.prisma.$transaction(
    async (tx) => {
      // What two bring at once may be the same in two formats: each has to know the other's.
      await lockLines(tx, account);
      const of = { statementId: id, account, source, now } as const;
      const receipts = await recogniseOf(tx, read.lines, { ...of, way: 'in' });
      const debits = await recogniseOf(tx, read.debits, { ...of, way: 'out' });
      await tx.bankStatement.create({
        data: {
          ...{ id, account, format: source, skippedCount: read.skippedCount },
          ...{ lineKeys: [...receipts.lineKeys], debitCount: read.debits.length },
          ...{ importedBy: input.actor, importedAt: now },
        },
      });
      await noteNames(tx, [...receipts.names, ...debits.names]);
      await tx.bankBalance.createMany({
        data: read.balances.map(({ from, until, ...balance }, position) => ({
          ...{ statementId: id, position, account, fromDay: from, untilDay: until },
          ...balance,
        })),
      });
      const newCount = await insertReceipts(
        tx,
        receipts.fresh.map((line) => toRow(line, { ...input, id, account })),
      );
      const newDebits = await insertDebits(
        tx,
        debits.fresh.map((line) => toDebit(line, { id, account, now })),
      );
      await recordAudit(tx, {
        ...input,
        organisationId: null,
        action: 'bank_statement.imported',
        subjectId: id,
        details: {
          lines: read.lines.length,
          new: newCount,
          doubles: receipts.names.length,
          debits: read.debits.length,
          newDebits,
          doubleDebits: debits.names.length,
          balances: read.balances.length,
        },
      });
    },
    { timeout: IMPORT_TIMEOUT_MS, maxWait: IMPORT_TIMEOUT_MS },
  );
  return id;
}

async function insertReceipts(tx: PrismaTx, rows: ReturnType<typeof toRow>[]): Promise<number> {
  let count = 0;
  for (let from = 0; from < rows.length; from += CHUNK) {
    const data = rows.slice(from, from + CHUNK);
    count += (await tx.bankReceipt.createMany({ data, skipDuplicates: true })).count;
  }
  return count;
}

async function insertDebits(tx: PrismaTx, rows: ReturnType<typeof toDebit>[]): Promise<number> {
  let count = 0;
  for (let from = 0; from < rows.length; from += CHUNK) {
    const data = rows.slice(from, from + CHUNK);
    count += (await tx.bankDebit.createMany({ data, skipDuplicates: true })).count;
  }
  return count;
}

function toDebit(line: NewLine, of: { id: string; account: string; now: Date }) {
  const { payer, ...rest } = line;
  return {
    ...rest,
    id: newId('bdeb', of.now.getTime()),
    statementId: of.id,
    account: of.account,
    payee: payer,
    createdAt: of.now,
  };
}

function toRow(line: NewLine, of: { id: string; account: string; actor: string; now: Date }) {
  return {
    id: newId('brcp', of.now.getTime()),
    statementId: of.id,
    account: of.account,
    ...line,
    status: 'waiting',
    createdBy: of.actor,
    createdAt: of.now,
  };
}

/** Whose the statement is: one of our accounts, else somebody's money would be booked that we do not have. */
async function accountFor(db: Db, read: ReadStatement, currency: Currency): Promise<string> {
  const setting = await readSetting(db, 'bank_account');
  if (read.account === null) {
    const payee = payeeOf(setting, currency);
    if (!payee) throw new Refusal('bank_not_offered', { currency });
    return payee.account;
  }
  const said = bareNumber(read.account);
  const own = bankCurrencies(setting).map((one) => payeeOf(setting, one)?.account ?? '');
  if (!own.includes(said)) throw new Refusal('statement_elsewhere');
  return said;
}

/** Banks write UTF-8, or, in this part of the world, the code page of old. */
function decode(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1251').decode(file);
  }
}
