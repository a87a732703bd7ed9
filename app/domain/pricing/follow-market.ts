import { largest, smallest } from '#app/kernel/money.ts';
import type { Band } from './price-ladder.ts';

/** Minor units of the offer's currency. */
export type FollowBounds = { readonly floorMinor: bigint; readonly ceilingMinor: bigint };

/**
 * What became of following the market: the ask moved, is there, is held at a bound, or stays because the fair price is only
 * assumed or its band too wide to follow.
 */
export type FollowOutcome = 'moved' | 'there' | 'floor' | 'ceiling' | 'assumed' | 'wide';

/** A night moves an ask by a tenth of itself at most: one odd fit can do little, and a seller sees where it is going. */
const STEP_PARTS = 10n;
/** Nearer than a hundredth is there: an ask that changes every night tells nobody anything. */
const NEAR_PARTS = 100n;
/** From p10 to p90 fourfold: the published figures alone make it 3.2. */
const WIDEST_TIMES = 4n;
const FIGURES = 3;

/**
 * The ask after a night of following the market: towards the fair median, a step at most, never outside the bounds.
 * @param market.isAssumed the price rests on published figures more than on sales
 */
export function followMarket(
  askMinor: bigint,
  market: { band: Band; isAssumed: boolean },
  bounds: FollowBounds,
): { outcome: FollowOutcome; askMinor: bigint } {
  const { band, isAssumed } = market;
  if (isAssumed) return { outcome: 'assumed', askMinor };
  if (band.p90Minor > WIDEST_TIMES * band.p10Minor) return { outcome: 'wide', askMinor };
  const fair = toFigures(band.p50Minor);
  const target = within(fair, bounds);
  const away = target > askMinor ? target - askMinor : askMinor - target;
  const next = within(stepTowards(askMinor, target), bounds);
  if (next !== askMinor && (away * NEAR_PARTS >= askMinor || within(askMinor, bounds) !== askMinor))
    return { outcome: 'moved', askMinor: next };
  const outcome = target > fair ? 'floor' : target < fair ? 'ceiling' : 'there';
  return { outcome, askMinor };
}

function stepTowards(askMinor: bigint, target: bigint): bigint {
  const step = largest(askMinor / STEP_PARTS, 1n);
  return target > askMinor ? smallest(askMinor + step, target) : largest(askMinor - step, target);
}

function within(minor: bigint, { floorMinor, ceilingMinor }: FollowBounds): bigint {
  return smallest(largest(minor, floorMinor), ceilingMinor);
}

/** To three figures, the nearest. */
function toFigures(minor: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(minor.toString().length - FIGURES, 0));
  return largest(((minor + unit / 2n) / unit) * unit, 1n);
}
