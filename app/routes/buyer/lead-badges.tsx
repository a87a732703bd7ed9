import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { pageWords } from '#app/words/en/pages.ts';

/** Amber is what needs somebody: a hot lead cools. */
const TONES: Readonly<Record<Temperature, Tone>> = { hot: 'amber', warm: 'blue', cold: 'neutral' };

export function TemperatureBadge(props: { temperature: Temperature | null; score: number | null }) {
  if (!props.temperature) return null;
  return (
    <Badge tone={TONES[props.temperature]} sign={false}>
      {buyerWords.temperature(pageWords.temperatures[props.temperature], props.score)}
    </Badge>
  );
}
