import { type Chargeback, type ChargebackStanding, standingOf } from '#app/domain/billing/chargeback.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';

const TONES: Record<ChargebackStanding, Tone> = {
  warning: 'amber',
  open: 'amber',
  review: 'blue',
  won: 'good',
  owed: 'red',
  lost: 'red',
  closed: 'neutral',
};

/** Where a chargeback stands. */
export function ChargebackBadge({ chargeback }: { chargeback: Chargeback }) {
  const standing = standingOf(chargeback);
  return <Badge tone={TONES[standing]}>{troubleWords.standings[standing]}</Badge>;
}
