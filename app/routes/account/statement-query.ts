import { z } from 'zod';
import { ORGANISATION_ACCOUNTS } from '#app/domain/billing/accounts.ts';
import { readFirstMonths } from '#app/domain/billing/read-first-months.server.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { isMonth, type Month, monthOf, monthsBetween } from '#app/kernel/month.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Ten years: the longest that papers are kept for anywhere here. */
const MONTHS_SHOWN = 120;

/** A link that is old or mistyped shows the running month of the first currency all the same. */
const questionSchema = z.object({
  month: z.string().refine(isMonth).nullable().catch(null),
  currency: z
    .enum([...CURRENCIES, 'all'])
    .nullable()
    .catch(null),
  account: z.enum(ORGANISATION_ACCOUNTS).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

export type StatementQuestion = {
  readonly month: Month;
  readonly currency: Currency;
  /** The one asked to see the lines of, if it is one. */
  readonly account: z.output<typeof questionSchema>['account'];
  readonly page: number;
  /** What there is to choose from, newest month first. */
  readonly months: readonly Month[];
  readonly currencies: readonly Currency[];
  /** Whether a file is to hold the statements of all of them. */
  readonly isOfAll: boolean;
};

/** Which statement an address asks for; null while the organisation has no accounts. */
export async function readStatementQuestion(
  db: Db,
  input: { url: string; organisationId: string; now: Date },
): Promise<StatementQuestion | null> {
  const { month, currency, account, page } = questionSchema.parse({
    month: null,
    currency: null,
    account: null,
    ...Object.fromEntries(new URL(input.url).searchParams),
  });
  const firsts = await readFirstMonths(db, input.organisationId);
  const chosen = firsts.find((one) => one.currency === currency) ?? firsts[0];
  if (!chosen) return null;
  const running = monthOf(input.now);
  // Of the currency that was first: who looks at a month in one finds the same month in another.
  const first = firsts.map((one) => one.month).sort()[0] ?? running;
  const months = monthsBetween(first, running, MONTHS_SHOWN).toReversed();
  return {
    month: months.find((one) => one === month) ?? running,
    currency: chosen.currency,
    account,
    page,
    months,
    currencies: firsts.map((one) => one.currency),
    isOfAll: currency === 'all',
  };
}
