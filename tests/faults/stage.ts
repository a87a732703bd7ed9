import type pg from 'pg';
import type { Db } from '#app/platform/platform.server.ts';
import type { Installation } from '../setup/installation.ts';
import type { Banks } from './banks.ts';
import type { Cards } from './cards.ts';
import type { Clock } from './clock.ts';
import type { Inbox } from './inbox.ts';
import type { LeadFlow } from './lead-flow.ts';
import type { Load } from './load.ts';
import type { Payouts } from './payouts.ts';
import type { Counter } from './run-state.ts';
import type { TopUps } from './top-ups.ts';

/** All that plays together: the product, its surroundings, and who uses it. */
export type Stage = {
  readonly installation: Installation;
  /** Past the rights of the application's role. */
  readonly owner: pg.Pool;
  /** The domain's own way to the database and to Stripe. */
  readonly db: Db;
  readonly inbox: Inbox;
  readonly leads: LeadFlow;
  readonly topUps: TopUps;
  readonly payouts: Payouts;
  readonly cards: Cards;
  readonly banks: Banks;
  readonly loads: readonly Load[];
  readonly clock: Clock;
  readonly count: Counter;
};

export function resumeLoads({ loads, clock }: Stage): void {
  for (const load of loads) load.resume();
  clock.resume();
}

/** Resolves when all that was begun is over. */
export async function pauseLoads({ loads, clock }: Stage): Promise<void> {
  clock.pause();
  await Promise.all(loads.map((load) => load.pause()));
}

export async function giveUpLoads({ loads, clock }: Stage): Promise<void> {
  clock.pause();
  await Promise.all(loads.map((load) => load.giveUp()));
}
