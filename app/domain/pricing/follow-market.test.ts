import { describe, expect, it } from 'vitest';
import { followMarket } from './follow-market.ts';

const BAND = { p10Minor: 30_000n, p50Minor: 50_000n, p90Minor: 90_000n };
const BOUNDS = { floorMinor: 20_000n, ceilingMinor: 100_000n };
const follow = (askMinor: bigint, of: Partial<typeof BOUNDS> = {}, band = BAND, isAssumed = false) =>
  followMarket(askMinor, { band, isAssumed }, { ...BOUNDS, ...of });

describe('an ask after a night of following the market', () => {
  it.each([
    ['rises by a tenth', 40_000n, {}, 'moved', 44_000n],
    ['falls by a tenth', 80_000n, {}, 'moved', 72_000n],
    ['arrives', 48_000n, {}, 'moved', 50_000n],
    ['stands still within a hundredth', 50_400n, {}, 'there', 50_400n],
    ['is held by its ceiling', 45_000n, { ceilingMinor: 45_000n }, 'ceiling', 45_000n],
    ['is held by its floor', 60_000n, { floorMinor: 60_000n }, 'floor', 60_000n],
    ['comes back into its bounds at once', 10_000n, { floorMinor: 40_000n }, 'moved', 40_000n],
    ['moves up to its ceiling', 44_000n, { ceilingMinor: 45_000n }, 'moved', 45_000n],
    ['moves even where a tenth is nothing', 5n, { floorMinor: 1n }, 'moved', 6n],
  ] as const)('%s', (_, ask, of, outcome, askMinor) =>
    expect(follow(ask, of)).toEqual({ outcome, askMinor }),
  );

  it('moves from a hundredth on', () => {
    const away = (p50Minor: bigint) => follow(50_000n, {}, { ...BAND, p50Minor });
    expect(away(50_500n)).toEqual({ outcome: 'moved', askMinor: 50_500n });
    expect(away(50_400n)).toEqual({ outcome: 'there', askMinor: 50_000n });
  });

  it('stays where the price is assumed or its band too wide', () => {
    expect(follow(40_000n, {}, BAND, true)).toEqual({ outcome: 'assumed', askMinor: 40_000n });
    const wide = { ...BAND, p90Minor: 4n * BAND.p10Minor + 1n };
    expect(follow(40_000n, {}, wide)).toEqual({ outcome: 'wide', askMinor: 40_000n });
  });

  it('aims at three figures', () => {
    const band = { p10Minor: 30_000n, p50Minor: 51_234n, p90Minor: 90_000n };
    expect(follow(51_000n, {}, band).outcome).toBe('there');
    expect(follow(50_000n, {}, band)).toEqual({ outcome: 'moved', askMinor: 51_200n });
  });
});
