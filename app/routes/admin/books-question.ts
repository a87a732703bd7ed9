import { z } from 'zod';
import { readFirstBooksMonth } from '#app/domain/billing/read-trial-balance.server.ts';
import { isMonth, type Month, monthOf, monthsBetween } from '#app/kernel/month.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Ten years: the longest that papers are kept for anywhere here. */
const MONTHS_SHOWN = 120;
const monthSchema = z.string().refine(isMonth).nullable().catch(null);

/** Which month an address asks for, and those there are, newest first; a link that is old or mistyped shows the running one. */
export async function readBooksQuestion(
  db: Db,
  input: { url: string; now: Date },
): Promise<{ month: Month; months: Month[] }> {
  const running = monthOf(input.now);
  const first = (await readFirstBooksMonth(db.pool)) ?? running;
  const months = monthsBetween(first, running, MONTHS_SHOWN).toReversed();
  const asked = monthSchema.parse(new URL(input.url).searchParams.get('month'));
  return { month: months.find((one) => one === asked) ?? running, months };
}
