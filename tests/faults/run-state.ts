import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { MarketState } from './market.ts';
import type { Round } from './round.ts';
import type { Storm } from './storm.ts';
import type { Kill } from './strike.ts';

/** What a run is and how far it has come: all that another process needs, with the journal, to go on with it. */
export type RunState = {
  readonly seed: number;
  /** How many events the storm is of. */
  readonly stormEvents: number;
  /** How long it is to play, and how often web, worker and database are to be killed at least. */
  minutes: number;
  leastKills: number;
  playedMs: number;
  /** The next round's number: with the seed it says what happens in it. */
  nextRound: number;
  /** What is killed next, from the end. */
  deck: Kill[];
  rounds: Round[];
  storm: Storm | null;
  /** Violations that belong to no round. */
  found: string[];
  market: MarketState | null;
  /** Where our webhooks are received; 0 before there is such a place. */
  inboxPort: number;
  /** Counts of what is not in the journal. */
  readonly counts: Record<string, number>;
  /** Until when what lies at Stripe was compared line by line; seconds of the Unix epoch. */
  comparedUntilS: number;
  /** How often another process has gone on with it. */
  resumed: number;
};

export type Run = { readonly state: RunState; readonly save: () => void };

/** Begins a run's state file, or goes on with the one that is there. */
export function openRunState(file: string, begin: () => RunState): Run {
  const state = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunState) : begin();
  const save = () => {
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  save();
  return { state, save };
}

export type Counter = (what: string, by?: number) => void;

export function counterOf(state: RunState): Counter {
  return (what, by = 1) => {
    state.counts[what] = (state.counts[what] ?? 0) + by;
  };
}

/** How often a part was killed, in all processes of the run together. */
export function killsOf(state: RunState, kill: Kill): number {
  const all = [...state.rounds, ...(state.storm ? [state.storm] : [])].flatMap(({ kills }) => kills);
  return all.filter((one) => one === kill).length;
}

/** Each with the seed and the moment, so that what happened can be played and looked up again. */
export function violationsSoFar(state: RunState): string[] {
  const played = [...state.rounds, ...(state.storm ? [state.storm] : [])];
  return [
    ...played.flatMap((one) => one.violations.map((what) => violationOf(state, one.at, what))),
    ...state.found,
  ];
}

export function violationOf({ seed }: RunState, moment: string, what: string): string {
  return `VIOLATION ${moment}, seed ${seed}: ${what}`;
}
