import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { nextAttempt, nextMorning } from './plan-next.ts';
import {
  CLOSED_STATES,
  type JunkReason,
  type NextAction,
  type Outcome,
  type Standing,
  type WorkChannel,
} from './work.ts';

/** What somebody did about a lead. */
export type Act = {
  readonly personId: string;
  readonly channel: WorkChannel;
  readonly outcome: Outcome;
  readonly junkReason: JunkReason | null;
  /** What to do next and when; what is left out is proposed. */
  readonly nextAction: NextAction | null;
  readonly nextAt: Date | null;
};

/** A next step lies ahead, and not further than this. */
const FARTHEST_MS = 366 * DAY_MS;

/**
 * Where a lead stands after an act. Every open lead has an owner and a dated next step, so both are found where they
 * are not given; what is won, lost or junk has none.
 * @param input.timezone by whose clock the next morning is meant
 * @throws Refusal `next_time_needed` for a callback or meeting without one, `next_time_out_of_range`, `junk_reason_needed`
 */
export function standAfter(before: Standing, act: Act, input: { now: Date; timezone: string }): Standing {
  const { now } = input;
  if (act.outcome === 'junk' && act.junkReason === null) throw new Refusal('junk_reason_needed');
  const next = nextStep(before, act, input);
  if (act.outcome === 'note') return { ...before, ...next, ownerId: before.ownerId ?? act.personId };
  return {
    state: act.outcome,
    junkReason: act.outcome === 'junk' ? act.junkReason : null,
    ownerId: before.ownerId ?? act.personId,
    ...next,
    attemptCount: before.attemptCount + 1,
    firstTriedAt: before.firstTriedAt ?? now,
  };
}

type NextStep = Pick<Standing, 'nextAction' | 'nextAt'>;

function nextStep(before: Standing, act: Act, input: { now: Date; timezone: string }): NextStep {
  const { outcome, nextAt } = act;
  const stateAfter = outcome === 'note' ? before.state : outcome;
  if (CLOSED_STATES.includes(stateAfter)) return { nextAction: null, nextAt: null };
  if (nextAt && (nextAt <= input.now || nextAt > after(input.now, FARTHEST_MS)))
    throw new Refusal('next_time_out_of_range');
  if (nextAt) return { nextAction: act.nextAction ?? usualAction(act), nextAt };
  if (outcome === 'note') return { nextAction: before.nextAction, nextAt: before.nextAt };
  if (outcome === 'callback' || outcome === 'meeting') throw new Refusal('next_time_needed');
  const proposed =
    outcome === 'no_answer'
      ? nextAttempt({ attempts: before.attemptCount + 1, ...input })
      : nextMorning(input.now, input.timezone);
  return { nextAction: proposed && (act.nextAction ?? usualAction(act)), nextAt: proposed };
}

/** The same way again, unless the outcome says another. */
function usualAction({ outcome, channel }: Act): NextAction {
  if (outcome === 'meeting') return 'meeting';
  if (outcome === 'callback') return 'call';
  return channel === 'message' || channel === 'email' ? channel : 'call';
}
