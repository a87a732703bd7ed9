import { progress } from '../bench/table.ts';
import { openStage } from './open-stage.ts';
import { type Random, randomOf } from './random.ts';
import { printReport, sentenceOf } from './report.ts';
import { comeToRest, lookTwice, playRound } from './round.ts';
import { killsOf, type Run, type RunState, violationOf, violationsSoFar } from './run-state.ts';
import type { Stage } from './stage.ts';
import { playStorm } from './storm.ts';
import { type Kill, MAIN_KILLS } from './strike.ts';

const MOST_KILLS_A_ROUND = 6;
/** A position of the seed that no round has. */
const STORM_POSITION = -4;
/** A page that is paid is told of by so many events. */
const EVENTS_A_PAGE = 5;

/**
 * Plays rounds of faults until the time is over and every main part was killed often enough, the storm of events among
 * them, and compares all there is at the end.
 * @returns the violations
 */
export async function playFaults(folder: string, run: Run): Promise<string[]> {
  const { state, save } = run;
  const { stage, close } = await openStage(folder, run);
  try {
    if (state.resumed > 0) await goOn(stage, run);
    let since = Date.now();
    while (violationsSoFar(state).length === 0 && !isEnough(state)) {
      await playNext(stage, state);
      state.playedMs += Date.now() - since;
      since = Date.now();
      save();
    }
    if (violationsSoFar(state).length === 0) {
      progress('All that lies at Stripe is compared with all that is booked');
      state.found.push(
        ...(await lookTwice(stage, 0)).map((what) => violationOf(state, new Date().toISOString(), what)),
      );
      save();
    }
    await printReport(stage, state);
  } finally {
    await close();
  }
  return violationsSoFar(state);
}

/** What an earlier process left when it ended is brought to rest and checked before anything else is killed. */
async function goOn(stage: Stage, { state }: Run): Promise<void> {
  await stage.leads.catchUp();
  await comeToRest(stage);
  const violations = await lookTwice(stage, state.comparedUntilS);
  state.found.push(
    ...violations.map((what) => violationOf(state, new Date().toISOString(), `gone on: ${what}`)),
  );
  progress(`Gone on after ${state.rounds.length} rounds: ${violations.length} violations`);
}

async function playNext(stage: Stage, state: RunState): Promise<void> {
  const sinceS = state.comparedUntilS;
  const untilS = Math.floor(Date.now() / 1_000);
  if (state.storm === null && stage.topUps.paid.size * EVENTS_A_PAGE >= state.stormEvents / 2) {
    const random = randomOf(state.seed, STORM_POSITION);
    state.storm = await playStorm(stage, { events: state.stormEvents, random, sinceS });
    progress(sentenceOf(state, state.storm));
  } else {
    const number = state.nextRound;
    const random = randomOf(state.seed, number);
    const round = await playRound(stage, { number, kills: draw(state, random), random, sinceS });
    state.nextRound += 1;
    state.rounds.push(round);
    progress(sentenceOf(state, round));
  }
  state.comparedUntilS = untilS;
}

/** Each main part as often as the others; Stripe and single connections every other turn. */
function draw(state: RunState, random: Random): Kill[] {
  const wanted = 1 + Math.floor(random.between(0, MOST_KILLS_A_ROUND));
  while (state.deck.length < wanted) {
    const others: Kill[] = random.chance(0.5) ? ['stripe', 'backend'] : [];
    state.deck.unshift(...random.shuffled<Kill>([...MAIN_KILLS, ...others]));
  }
  return state.deck.splice(-wanted);
}

function isEnough(state: RunState): boolean {
  const least = Math.min(...MAIN_KILLS.map((kill) => killsOf(state, kill)));
  return state.playedMs >= state.minutes * 60_000 && least >= state.leastKills && state.storm !== null;
}
