import { ASK_TELLS, type AskPlan } from '#app/domain/exchange/ask-plan.ts';
import type { Currency } from '#app/kernel/money.ts';
import { parseMajor } from '#app/ui/parse-major.ts';
import { askPlanWords } from '#app/words/en/ask-plans.ts';
import { type Failed, failed, one, type Typed } from '../form.ts';

const words = askPlanWords.follow;
const AMOUNTS = ['floor', 'ceiling', 'cost'] as const;

/** What the form means, with the fields that say it again; bounds are asked for only where the ask is to follow. */
export function readAskPlanForm(
  typed: Typed,
  currency: Currency,
): { ok: true; plan: AskPlan; fields: Record<string, string> } | { ok: false; failed: Failed } {
  const follows = one(typed, 'follow') === 'on';
  const errors: Record<string, string> = {};
  const amounts = { floor: null, ceiling: null, cost: null } as Record<
    (typeof AMOUNTS)[number],
    bigint | null
  >;
  for (const name of AMOUNTS) {
    const text = one(typed, name).trim();
    const amount = text === '' ? null : parseMajor(text, currency);
    if (text !== '' && (amount === null || amount < 1n)) errors[name] = words.bad;
    else if (text === '' && follows && name !== 'cost') errors[name] = words.needed;
    else amounts[name] = amount;
  }
  const { floor, ceiling } = amounts;
  if (floor !== null && ceiling !== null && ceiling < floor) errors.ceiling = words.errors.crossed;
  if (Object.keys(errors).length > 0) return { ok: false, failed: failed(typed, errors) };
  const tells = ASK_TELLS.find((known) => known === one(typed, 'tells')) ?? 'each';
  return {
    ok: true,
    plan: { follows, floorMinor: floor, ceilingMinor: ceiling, costMinor: amounts.cost, tells },
    fields: {
      follow: follows ? 'on' : 'off',
      tells,
      ...Object.fromEntries(AMOUNTS.map((name) => [name, one(typed, name).trim()])),
    },
  };
}
