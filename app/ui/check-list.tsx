import type { Check, Verdict } from '#app/domain/leads/check-result.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { Badge } from './badge.tsx';
import { VERDICT_TONES } from './states.ts';

export type CheckLine = { readonly check: Check; readonly verdict: Verdict; readonly detail: string };

/** A lead's checks in a few badges: how many came out how. */
export function CheckCount({ checks }: { checks: readonly CheckLine[] }) {
  const verdicts = (['fail', 'warn', 'pass', 'unknown'] as const)
    .map((verdict) => ({ verdict, count: checks.filter((line) => line.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  return (
    <span className="inline-flex flex-wrap justify-end gap-1 md:justify-start">
      {verdicts.map(({ verdict, count }) => (
        <Badge key={verdict} tone={VERDICT_TONES[verdict]}>
          {pageWords.checkCount[verdict](count)}
        </Badge>
      ))}
    </span>
  );
}
