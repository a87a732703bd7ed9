import type { Spread } from './fit-process.ts';

type Drawn = 'noise' | 'level' | 'trend' | 'lasting' | 'season' | 'passing';

/** What spreads are believed to be before any month is seen: the middle, and the standard deviation of ln of each about it. */
export type Belief = {
  readonly middle: Readonly<Record<Drawn, number>>;
  readonly doubt: Readonly<Record<Drawn, number>>;
  /** Standard deviation of ln of what all but the season have in common: markets are calm or wild as a whole. */
  readonly calm: number;
};

const MOVING: readonly Drawn[] = ['noise', 'level', 'trend', 'lasting'];
/** Of what lasts: from what is gone the month after next to what stays most of a year. */
const LEAST_KEPT = 0.2;
const MOST_KEPT = 0.9;
/** The root of x^9 = x + 1, by whose powers eight coordinates are spread most evenly. */
const EVEN_STEP = 1.085_070_245_491_450_7;
/** The root of x^2 = x + 1, by which one coordinate is. */
const GOLDEN = 1.618_033_988_749_895;
/** From months each on its own to nothing but a wave. Both ends are met: trades have the one, weather the other. */
const SMOOTH = [0, 0.25, 0.5, 0.75, 1] as const;
/** Standard deviation of the standard logistic distribution: as good as normal here, with longer tails, and drawn by a formula. */
const LOGISTIC_SD = Math.PI / Math.sqrt(3);

/**
 * Spreads laid out evenly over what is believed of them, the season keeping to the calendar; the same ones at each call. How far a part follows its
 * whole is given.
 *
 * Source of the sequence: M. Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences" (2018), R_d with d = 8, and
 * with d = 1 for how smooth the season is.
 */
export function drawSpreads({ middle, doubt, calm }: Belief, many: number, follow: number): Spread[] {
  return Array.from({ length: many }, (_, draw) => {
    const shareOf = (coordinate: number) => (0.5 + (draw + 1) / EVEN_STEP ** coordinate) % 1;
    const away = (coordinate: number) => {
      const share = shareOf(coordinate);
      return Math.log(share / (1 - share)) / LOGISTIC_SD;
    };
    const common = calm * away(7);
    const [noise, level, trend, lasting] = MOVING.map(
      (part, index) => middle[part] * Math.exp(common + doubt[part] * away(index + 1)),
    ) as [number, number, number, number];
    return {
      noise,
      level,
      trend,
      lasting,
      kept: LEAST_KEPT + (MOST_KEPT - LEAST_KEPT) * shareOf(6),
      season: middle.season * Math.exp(doubt.season * away(5)),
      passing: Math.min(1, middle.passing * Math.exp(doubt.passing * away(8))),
      smooth: SMOOTH[Math.floor(SMOOTH.length * ((0.5 + (draw + 1) / GOLDEN) % 1))] ?? 0,
      moving: 0,
      follow,
    };
  });
}
