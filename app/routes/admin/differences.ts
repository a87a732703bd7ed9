import type { Currency } from '#app/kernel/money.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { adminWords } from '#app/words/en/admin.ts';

const words = adminWords.settings.waits;

/** In what two values of a setting differ, a line each: what it is, and what it becomes. */
export function differences(before: unknown, after: unknown): string[] {
  const [old, next] = [flat(before), flat(after)];
  return Object.keys(next).flatMap((name) =>
    old[name] === next[name] ? [] : [words.line(name, old[name] ?? '', next[name] ?? '')],
  );
}

function flat(value: unknown, under = ''): Record<string, string> {
  // Amounts are given by currency.
  if (typeof value === 'bigint')
    return { [under]: formatMoney({ amountMinor: value, currency: under as Currency }) };
  if (typeof value !== 'object' || value === null) return { [under]: String(value) };
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, one]) => flat(one, words.parts[name] ?? name)),
  );
}
