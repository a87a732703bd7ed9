import type { PriceRun } from '#app/domain/pricing/price-run.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { priceJobWords as words } from '#app/words/en/price-jobs.ts';

const TONES: Record<PriceRun['state'], Tone> = { running: 'blue', done: 'good', failed: 'red', lost: 'red' };

export function RunState({ state }: { state: PriceRun['state'] }) {
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>;
}

/** What came of it, or why nothing did. */
export function RunResult({ run }: { run: PriceRun }) {
  if (run.state === 'failed') return words.failedWith(run.code ?? '');
  if (run.state === 'lost') return words.lostMeans;
  return run.state === 'done' ? words.resultOf(run.job, run.figures) : null;
}

/** How long it took; null while it runs. */
export function tookOf({ startedAt, endedAt }: PriceRun): string | null {
  return endedAt && words.took(endedAt.getTime() - startedAt.getTime());
}
