import type { Lead } from '#app/domain/leads/lead.ts';
import { scoreReasons } from '#app/domain/leads/score-reasons.ts';
import { sayReason } from '#app/words/en/checks.ts';
import { pageWords } from '#app/words/en/pages.ts';

export type ReasonLine = { readonly effect: 'raises' | 'lowers'; readonly text: string };

/** What moved a lead's score most, in words. */
export function toReasonLines(lead: Pick<Lead, 'checks' | 'decisionMaker'>): ReasonLine[] {
  return scoreReasons(lead).map((reason) => ({ effect: reason.effect, text: sayReason(reason) }));
}

/** Why the score is what it is: the strongest reasons first. */
export function ScoreReasons(props: { score: number | null; reasons: readonly ReasonLine[] }) {
  if (props.score === null || props.reasons.length === 0) return null;
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="font-medium">{pageWords.scoreReasons.title(props.score)}</p>
      <ul className="flex flex-col gap-1">
        {props.reasons.map(({ effect, text }) => (
          <li key={text} className="flex gap-2">
            <span aria-hidden="true" className="font-semibold">
              {effect === 'raises' ? '+' : '−'}
            </span>
            <span className="min-w-0 wrap-anywhere">
              <span className="sr-only">{pageWords.scoreReasons[effect]}</span> {text}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-xs text-ink-faint">{pageWords.scoreReasons.note}</p>
    </div>
  );
}
