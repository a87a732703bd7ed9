import { stateWords } from '#app/words/en/states.ts';
import { Badge, type Tone } from './badge.tsx';
import { STATE_TONES, type StateKind, type StateOf } from './states.ts';

/** The state of something: the same word and colour wherever it stands. */
export function StateBadge<Kind extends StateKind>({ of, state }: { of: Kind; state: StateOf<Kind> }) {
  const tones: { readonly [One in StateKind]: Readonly<Record<StateOf<One>, Tone>> } = STATE_TONES;
  return <Badge tone={tones[of][state]}>{stateWords[of][state]}</Badge>;
}
