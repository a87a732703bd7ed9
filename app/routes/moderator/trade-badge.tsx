import type { Trade } from '#app/domain/catalog/reference.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { moderationWords } from '#app/words/en/moderation.ts';

const TONES: Readonly<Record<Trade, Tone>> = { open: 'neutral', reviewed: 'amber', forbidden: 'red' };

/** How a niche is traded here. */
export function TradeBadge({ trade }: { trade: Trade }) {
  return <Badge tone={TONES[trade]}>{moderationWords.trades[trade][0]}</Badge>;
}
