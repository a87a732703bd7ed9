import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { MatchedReceipt } from '#app/domain/billing/bank-receipt.ts';
import { bookableOf, bookStatement } from '#app/domain/billing/book-statement.server.ts';
import { markStatementDoubles, resemblingOf } from '#app/domain/billing/mark-statement-doubles.server.ts';
import { readDebitsOf } from '#app/domain/billing/read-bank-debits.server.ts';
import { readBankStandings } from '#app/domain/billing/read-bank-standings.server.ts';
import { type BankStatement, readBankStatement } from '#app/domain/billing/read-bank-statements.server.ts';
import { readStatementBalances } from '#app/domain/billing/read-statement-balances.server.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { Confirm } from '#app/ui/confirm.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { attempt, one, readForm, type Typed } from '../form.ts';
import { requireStaff, type Staff } from '../guard.ts';
import { type Answer, type Asked, answerTo } from './answer.ts';
import { DebitTable } from './debit-table.tsx';
import { GapNotice } from './gap-notice.tsx';
import { ReceiptTable } from './receipt-table.tsx';
import { StatementBalances } from './statement-balances.tsx';

const words = bankWords.statement;
const GROUPS = [
  'matched',
  'resembles',
  'asked',
  'ambiguous',
  'unknown',
  'booked',
  'cost_return',
  'dismissed',
  'double',
] as const;
type Group = (typeof GROUPS)[number];

export const meta: MetaFunction = () => [{ title: words.meta }];

async function findStatement(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const read = await readBankStatement(args.context.db, args.params.statementId ?? '');
  if (!read) throw new Response(null, { status: 404 });
  return { staff, ...read };
}

export async function loader(args: LoaderFunctionArgs) {
  const { statement, lines } = await findStatement(args);
  const { db, now } = args.context;
  const [debits, balances, standings] = await Promise.all([
    readDebitsOf(db, { statementId: statement.id, account: statement.account, now }),
    readStatementBalances(db, statement.id),
    readBankStandings(db.pool),
  ]);
  const isOfThis = (one: { statementId: string }) => one.statementId === statement.id;
  const gaps = standings
    .flatMap((standing) => standing.gaps)
    .filter(({ before, next }) => isOfThis(before) || isOfThis(next));
  return { statement, lines, bookable: bookableOf(lines).length, debits, balances, gaps };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { staff, statement, lines } = await findStatement(args);
  const typed = await readForm(args.request);
  if (one(typed, 'intent') === 'same') return sayDoubles(args, staff, { statement, lines }, typed);
  if (one(typed, 'confirmed') !== 'yes') return answerTo('book', { ask: askAbout(bookableOf(lines)) });
  const booked = await attempt(
    typed,
    bookStatement(args.context.db, {
      statementId: statement.id,
      count: Number(one(typed, 'count')),
      actor: staff.actor,
      origin: staff.origin,
      now: args.context.now,
    }),
  );
  if (!booked.ok) return answerTo('book', { failed: booked.failed });
  throw redirect(`/admin/bank/statements/${statement.id}?done=${booked.data.asked > 0 ? 'asked' : 'booked'}`);
}

async function sayDoubles(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  { statement, lines }: { statement: BankStatement; lines: readonly MatchedReceipt[] },
  typed: Typed,
): Promise<Answer> {
  const { same } = words;
  const due = resemblingOf(lines);
  if (one(typed, 'confirmed') !== 'yes')
    return answerTo('same', {
      ask: {
        title: same.title(due.length),
        text: same.text,
        figures: sumsOf(due).map((sum) => ({
          label: words.confirm.sum(sum.currency),
          value: formatMoney(sum),
        })),
        fields: { intent: 'same', count: String(due.length) },
        confirmLabel: same.act(due.length),
      },
    });
  const count = Number(one(typed, 'count'));
  const done = await attempt(
    typed,
    markStatementDoubles(db, { statementId: statement.id, count, actor, origin, now }),
  );
  if (!done.ok) return answerTo('same', { failed: done.failed });
  throw redirect(`/admin/bank/statements/${statement.id}?done=same`);
}

function sumsOf(lines: readonly MatchedReceipt[]) {
  return CURRENCIES.map((currency) => ({
    currency,
    amountMinor: lines
      .filter((line) => line.currency === currency)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
  })).filter(({ amountMinor }) => amountMinor > 0n);
}

function askAbout(due: readonly MatchedReceipt[]): Asked {
  const { confirm } = words;
  const differing = due.filter((one) => one.candidates[0]?.money.amountMinor !== one.amountMinor);
  return {
    title: confirm.title(due.length),
    text: confirm.text,
    figures: [
      ...sumsOf(due).map((sum) => ({ label: confirm.sum(sum.currency), value: formatMoney(sum) })),
      ...(differing.length > 0 ? [{ label: confirm.differing, value: String(differing.length) }] : []),
    ],
    fields: { count: String(due.length) },
    confirmLabel: confirm.act(due.length),
  };
}

function groupOf({ status, match }: MatchedReceipt): Group {
  if (status !== 'waiting') return status;
  if (match === 'matched' || match === 'unknown' || match === 'resembles' || match === 'asked') return match;
  return 'ambiguous';
}

export default function BankStatementPage() {
  const { statement, lines, bookable, debits, balances, gaps } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/bank/statements/${statement.id}`} />}
      <FlashNotice notices={words.done} />
      <ErrorSummary failed={answer?.failed} />
      <WorkTitle
        title={words.title(statement.account)}
        intro={words.intro(statement)}
        back={{ to: '/admin/bank', label: words.back }}
        action={
          bookable > 0 && (
            <PostButton kind="main" fields={{ intent: 'book' }}>
              {words.act(bookable)}
            </PostButton>
          )
        }
      />
      <div className="flex flex-col gap-10">
        <GapNotice gaps={gaps} />
        <StatementBalances balances={balances} />
        {GROUPS.map((group) => {
          const rows = lines.filter((line) => groupOf(line) === group);
          const { title, text } = words.groups[group];
          if (rows.length === 0) return null;
          return (
            <Section key={group} id={group} title={`${title} (${rows.length})`} intro={text}>
              <ReceiptTable caption={title} rows={rows} />
              {group === 'resembles' && (
                <div>
                  <PostButton fields={{ intent: 'same' }}>{words.same.all(rows.length)}</PostButton>
                </div>
              )}
            </Section>
          );
        })}
        {debits.length > 0 && <DebitTable rows={debits} />}
      </div>
    </>
  );
}
