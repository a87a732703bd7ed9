import { type FollowBounds, type FollowOutcome, followMarket } from '#app/domain/pricing/follow-market.ts';
import { type Band, judgePrice, type PriceVerdict } from '#app/domain/pricing/price-ladder.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';

/** Beyond which hard limit an ask lies. */
export type Outside = 'below' | 'above';

/** What the last night found of an offer. */
export type LastLook = {
  readonly verdict: PriceVerdict;
  readonly askMinor: bigint;
  readonly outside: Outside | null;
  readonly toldAt: Date | null;
};

export type OfferLook = {
  readonly verdict: PriceVerdict;
  readonly follow: FollowOutcome | null;
  /** As the night leaves it. */
  readonly askMinor: bigint;
  readonly outside: Outside | null;
  /** It was fair at the last look, its seller did not touch it since, and it is not any more: the seller is to be told. */
  readonly hasLeft: boolean;
};

/** An ask at the edge of its band would leave it every other night. */
const TOLD_EVERY_MS = 7 * DAY_MS;

/**
 * What the night makes of an offer's ask: follows the market where that is wanted, then judges what stands.
 * @param input.costFloorMinor the least ask that covers what a lead costs its seller; null where that is not known
 * @param input.breakEvenMinor what a lead typically brings its buyer
 * @param input.limitTimes the hard limits: so many times p90, and p10 divided by it
 * @param input.last null before the first look
 */
export function judgeOffer(input: {
  askMinor: bigint;
  market: { band: Band; isAssumed: boolean };
  bounds: FollowBounds | null;
  costFloorMinor: bigint | null;
  breakEvenMinor: bigint;
  limitTimes: number;
  last: LastLook | null;
  now: Date;
}): OfferLook {
  const { market, bounds, last, now } = input;
  const followed = bounds && followMarket(input.askMinor, market, bounds);
  const askMinor = followed?.askMinor ?? input.askMinor;
  const verdict = judgePrice(askMinor, market.band, {
    floorMinor: input.costFloorMinor,
    ceilingMinor: input.breakEvenMinor,
  });
  const isUntouched = last?.askMinor === input.askMinor;
  const isQuiet = !last?.toldAt || last.toldAt <= after(now, -TOLD_EVERY_MS);
  return {
    verdict,
    follow: followed?.outcome ?? null,
    askMinor,
    outside: outsideOf(askMinor, market.band, input.limitTimes),
    hasLeft: last?.verdict === 'ok' && verdict !== 'ok' && isUntouched && isQuiet,
  };
}

/** Beyond which hard limit a price lies; null within them. */
function outsideOf(priceMinor: bigint, band: Band, limitTimes: number): Outside | null {
  const times = BigInt(limitTimes);
  if (priceMinor > band.p90Minor * times) return 'above';
  return priceMinor * times < band.p10Minor ? 'below' : null;
}

/**
 * What follows from an ask beyond the hard limits: its seller is warned the first night; one that stands so the night after is taken off
 * the market. Where the fair price is only assumed nobody is: a belief may be as wrong as the ask.
 */
export function consequenceOf(
  look: Pick<OfferLook, 'askMinor' | 'outside'>,
  last: LastLook | null,
  isAssumed: boolean,
): 'warn' | 'pause' | null {
  if (look.outside === null) return null;
  if (last?.outside !== look.outside || last.askMinor !== look.askMinor) return 'warn';
  return isAssumed ? null : 'pause';
}
