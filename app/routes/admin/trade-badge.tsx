import type { Trade } from '#app/domain/catalog/reference.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { adminWords } from '#app/words/en/admin.ts';

const TONES: Record<Trade, Tone> = { open: 'good', reviewed: 'amber', forbidden: 'red' };

/** Whether something is traded here. */
export function TradeBadge({ trade }: { trade: Trade }) {
  return <Badge tone={TONES[trade]}>{adminWords.trades[trade][0]}</Badge>;
}
