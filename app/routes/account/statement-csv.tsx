import type { LoaderFunctionArgs } from '@remix-run/node';
import { type AccountMonth, openStatement } from '#app/domain/billing/open-statement.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { BYTE_ORDER_MARK, csvLine } from '#app/kernel/csv.ts';
import { decimalOf } from '#app/kernel/decimal.ts';
import { endOfMonth, isMonthOver, startOfMonth } from '#app/kernel/month.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { spool } from '#app/platform/spool.server.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { requireMember } from '../guard.ts';
import { type NamedLine, nameLines } from './name-lines.ts';
import { readStatementQuestion, type StatementQuestion } from './statement-query.ts';
import { fileAnswer, takeTurn } from './take-turn.ts';

const words = paperWords.csv;

/** The whole statement as CSV: every account with its opening, each of its lines, and its closing; of one currency or of all. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const { url, signal } = args.request;
  const asked = await readStatementQuestion(db, { url, organisationId, now });
  if (!asked) throw new Response(null, { status: 404 });
  const reference = await readReference(db.pool);
  const body = await takeTurn(() =>
    spool(async (add) => {
      await add(BYTE_ORDER_MARK + csvLine(words.head));
      for (const currency of asked.isOfAll ? asked.currencies : [asked.currency])
        await addStatement(db, { asked: { ...asked, currency }, reference, organisationId, now, add });
    }, signal),
  );
  const name = `statement-${asked.month}-${asked.isOfAll ? 'all' : asked.currency}.csv`;
  return fileAnswer(body, { name, type: 'text/csv; charset=utf-8' });
}

/** One currency's statement, all of it as at one moment. */
function addStatement(
  db: Db,
  of: {
    asked: StatementQuestion;
    reference: Reference;
    organisationId: string;
    now: Date;
    add: (text: string) => Promise<void>;
  },
): Promise<void> {
  const { asked, reference, organisationId, now, add } = of;
  return openStatement(db, { ...asked, organisationId }, async ({ accounts, batches }) => {
    for (const account of accounts) {
      await add(openingLine(asked, account));
      for await (const batch of batches(account)) {
        const lines = await nameLines(db, {
          reference,
          organisationId,
          account: account.account,
          lines: batch,
        });
        await add(lines.map((line) => movementLine(asked, account, line)).join(''));
      }
      await add(closingLine(asked, account, now));
    }
  });
}

/** A balance at a moment: it has no movement. */
function balanceLine(
  asked: StatementQuestion,
  account: AccountMonth,
  row: string,
  at: Date,
  minor: bigint,
): string {
  const { month, currency } = asked;
  return csvLine([
    ...[month, currency, account.account, row, at.toISOString(), '', '', '', '', '', '', ''],
    ...[decimalOf(minor), '', minor.toString()],
  ]);
}

function openingLine(asked: StatementQuestion, account: AccountMonth): string {
  return balanceLine(asked, account, words.opening, startOfMonth(asked.month), account.openingMinor);
}

function closingLine(asked: StatementQuestion, account: AccountMonth, now: Date): string {
  const isOver = isMonthOver(asked.month, now);
  const [row, at] = isOver ? [words.closing, endOfMonth(asked.month)] : [words.soFar, now];
  return balanceLine(asked, account, row, at, account.closingMinor);
}

function movementLine(
  { month, currency }: StatementQuestion,
  { account }: AccountMonth,
  line: NamedLine,
): string {
  return csvLine([
    ...[month, currency, account, words.line, line.at.toISOString(), line.id.toString(), line.kind],
    ...[line.what, line.lead, line.detail, line.subjectId, decimalOf(line.amountMinor)],
    ...[decimalOf(line.balanceMinor), line.amountMinor.toString(), line.balanceMinor.toString()],
  ]);
}
