import { pause } from '#app/kernel/time.ts';
import { violationsOf } from './check.ts';
import type { Random } from './random.ts';
import { isAtRest, isBooked, isDelivered, isFinal, untilRest } from './recovery.ts';
import { giveUpLoads, pauseLoads, resumeLoads, type Stage } from './stage.ts';
import { type Kill, strike } from './strike.ts';
import { breakStripe, healStripe, planStripeFaults, releaseEvents } from './stripe-faults.ts';

export type Round = {
  readonly number: number;
  readonly kills: readonly Kill[];
  /** When the last kill was, ISO 8601. */
  readonly at: string;
  readonly times: Times;
  readonly violations: readonly string[];
};

/** Milliseconds from the last kill; null where it did not come to that. */
export type Times = {
  /** Until everything runs and `/readyz` says so. */
  ready: number | null;
  /** Until every lead that came before it has its verdict. */
  verdicts: number | null;
  /** Until the buyers of those were told. */
  delivered: number | null;
  /** Until every page paid before it is credited, and every payout decided before it arrived or came back. */
  booked: number | null;
  /** Until nothing is left to do, what came after it included. */
  rest: number | null;
};

const READY_LIMIT_MS = 60_000;
const STALL_LIMIT_MS = 120_000;
/** Recovery is seen under load, but not longer: the load would be what it waits for. */
const LOADED_AT_MOST_MS = 6_000;
const SECOND_LOOK_MS = 3_000;

/**
 * Lets everything flow while Stripe loses answers, kills at random moments, starts again, waits until all has come to
 * rest, and checks what must hold.
 * @param options.sinceS what was made at Stripe since then is compared line by line
 */
export async function playRound(
  stage: Stage,
  options: { number: number; kills: readonly Kill[]; random: Random; sinceS: number },
): Promise<Round> {
  const { installation } = stage;
  const { number, kills, random } = options;
  const endedBefore = installation.ended.length;
  const violations: string[] = [];
  const times: Times = { ready: null, verdicts: null, delivered: null, booked: null, rest: null };
  const plan = planStripeFaults(random);
  let killed = new Date();
  const reached = (what: keyof Times) => {
    times[what] = Date.now() - killed.getTime();
  };
  try {
    await breakStripe(installation.stripe, plan);
    resumeLoads(stage);
    for (const [at, kill] of kills.entries()) {
      await pause(random.between(700, 3_500));
      killed = new Date();
      const striking = strike(installation, kill, random);
      // What was held back comes while something is down.
      if (at === kills.length - 1) await releaseEvents(installation.stripe, plan);
      await striking;
    }
    await installation.untilReady(READY_LIMIT_MS);
    reached('ready');
    await healStripe(installation.stripe, plan, stage.count);
    const recovery = { of: killed, stallMs: STALL_LIMIT_MS };
    const until = (what: keyof Times, isOver: typeof isFinal) =>
      untilRest(stage, { ...recovery, isOver }).then(() => reached(what));
    const recovering = Promise.all([
      until('verdicts', isFinal),
      until('delivered', isDelivered),
      until('booked', isBooked),
    ]);
    await Promise.race([recovering, pause(LOADED_AT_MOST_MS)]);
    await Promise.all([recovering, pauseLoads(stage)]);
    await comeToRest(stage);
    reached('rest');
  } catch (error) {
    violations.push((error as Error).message);
    await giveUpLoads(stage);
  }
  violations.push(...installation.ended.slice(endedBefore));
  violations.push(...(await lookTwice(stage, options.sinceS)));
  return { number, kills, at: killed.toISOString(), times, violations };
}

/** Ends the load and waits until nothing is left to do. */
export async function comeToRest(stage: Stage): Promise<void> {
  await pauseLoads(stage);
  await untilRest(stage, { of: new Date(), stallMs: STALL_LIMIT_MS, isOver: isAtRest });
  stage.topUps.unsettled.clear();
}

/** What runs by the clock does not rest: only what a second look still finds is wrong. */
export async function lookTwice(stage: Stage, sinceS: number): Promise<string[]> {
  const first = await violationsOf(stage, sinceS);
  if (first.length === 0) return [];
  await pause(SECOND_LOOK_MS);
  await untilRest(stage, { of: new Date(), stallMs: STALL_LIMIT_MS, isOver: isAtRest }).catch(() => null);
  return violationsOf(stage, sinceS);
}
