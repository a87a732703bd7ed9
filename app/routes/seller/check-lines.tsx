import { Badge } from '#app/ui/badge.tsx';
import type { CheckLine } from '#app/ui/check-list.tsx';
import { VERDICT_TONES } from '#app/ui/states.ts';
import { pageWords } from '#app/words/en/pages.ts';

/** A lead's checks, one by one: the verdict, what was looked at, what was found. */
export function CheckLines({ checks }: { checks: readonly CheckLine[] }) {
  return (
    <ul className="flex flex-col">
      {checks.map(({ check, verdict, detail }) => {
        const [name, meaning] = pageWords.checks[check];
        return (
          <li
            key={check}
            className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 border-b border-line py-2 last:border-0"
          >
            <span>
              <Badge tone={VERDICT_TONES[verdict]}>{pageWords.verdicts[verdict]}</Badge>
            </span>
            <span className="flex flex-col">
              <span>
                <span className="font-medium">{name}</span>: {detail}
              </span>
              <span className="text-xs text-ink-faint">{meaning}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
