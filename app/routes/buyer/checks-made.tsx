import type { CheckResult } from '#app/domain/leads/check-result.ts';
import { Badge } from '#app/ui/badge.tsx';
import type { CheckLine } from '#app/ui/check-list.tsx';
import { VERDICT_TONES } from '#app/ui/states.ts';
import { checks as sentences } from '#app/words/en/checks.ts';
import { pageWords } from '#app/words/en/pages.ts';

/** Checks with what was found, in words. */
export function toCheckLines(checks: readonly CheckResult[]): CheckLine[] {
  return checks.map(({ check, verdict, code, params }) => ({
    check,
    verdict,
    detail: sentences[code](params),
  }));
}

/** Every check of a lead: verdict, what was checked, evidence. */
export function ChecksMade({ checks }: { checks: readonly CheckLine[] }) {
  return (
    <ul className="flex flex-col text-sm">
      {checks.map((line) => (
        <li
          key={line.check}
          className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-start gap-x-3 border-b border-line py-2 last:border-0"
        >
          <span>
            <Badge tone={VERDICT_TONES[line.verdict]}>{pageWords.verdicts[line.verdict]}</Badge>
          </span>
          <span className="min-w-0">
            <span className="font-medium">{pageWords.checks[line.check][0]}</span>
            <span className="block text-ink-soft wrap-anywhere">{line.detail}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
