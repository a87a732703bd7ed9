import type { LoaderFunctionArgs } from '@remix-run/node';
import { readTrialBalances } from '#app/domain/billing/read-trial-balance.server.ts';
import { BYTE_ORDER_MARK, csvLine } from '#app/kernel/csv.ts';
import { decimalOf } from '#app/kernel/decimal.ts';
import { trialBalanceWords } from '#app/words/en/trial-balance.ts';
import { fileAnswer, takeTurn } from '../account/take-turn.ts';
import { requireStaff } from '../guard.ts';
import { readBooksQuestion } from './books-question.ts';

const words = trialBalanceWords;

/** The accounts of a month as CSV, in all currencies. */
export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const { month } = await readBooksQuestion(db, { url: args.request.url, now });
  const balances = await takeTurn(() => readTrialBalances(db.pool, month));
  const rows = balances.flatMap(({ currency, lines }) =>
    lines.map(({ kind, openingMinor, debitMinor, creditMinor, closingMinor }) => [
      ...[month, currency, words.kinds[kind]],
      ...[openingMinor, debitMinor, creditMinor, closingMinor].map(decimalOf),
    ]),
  );
  const text = BYTE_ORDER_MARK + [words.head, ...rows].map(csvLine).join('');
  return fileAnswer(new TextEncoder().encode(text), {
    name: `accounts-${month}.csv`,
    type: 'text/csv; charset=utf-8',
  });
}
