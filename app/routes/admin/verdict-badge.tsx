import type { Verdict } from '#app/domain/billing/reconciliation.ts';
import { Badge } from '#app/ui/badge.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';

/** How the two sides disagree about a line. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <Badge tone={verdict === 'in_flight' ? 'blue' : 'red'}>{troubleWords.verdictNames[verdict]}</Badge>;
}
