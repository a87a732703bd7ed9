import type { DesignLevel } from './price-design.ts';
import type { LevelState } from './solve-level.ts';

/** Two levels that can say the same thing: moving a number from the keys of the fine one to their coarse key changes no row. */
export type Nesting = {
  readonly coarse: number;
  readonly fine: number;
  /** Coarse key of each fine key; as many as there are coarse keys where it has none. */
  readonly parent: Int32Array;
  /** What one unit of the coarse key's number is worth to the fine key's rows. */
  readonly worth: Float64Array;
};

/** Rows are compared in 32 bits. */
const HAIR = 1e-6;

/** All pairs of levels in which the one lies wholly in the other; seasons apart. */
export function findNestings(levels: readonly DesignLevel[]): Nesting[] {
  return levels.flatMap((fine, at) =>
    fine.kind === 'season'
      ? []
      : levels.flatMap((coarse, above) => {
          if (above === at || coarse.kind === 'season' || !mayHold(coarse, fine)) return [];
          const found = nest(coarse, fine);
          return found ? [{ coarse: above, fine: at, ...found }] : [];
        }),
  );
}

/** A slope lies in a wider slope of its measure; single effects lie in wider ones and in slopes of what is the same for a key. */
function mayHold(coarse: DesignLevel, fine: DesignLevel): boolean {
  if (fine.kind === 'slope')
    return (
      coarse.kind === 'slope' && coarse.measure === fine.measure && coarse.keys.length < fine.keys.length
    );
  return coarse.keys.length < fine.keys.length;
}

function nest(coarse: DesignLevel, fine: DesignLevel): Pick<Nesting, 'parent' | 'worth'> | null {
  const parent = new Int32Array(fine.keys.length).fill(-1);
  const worth = new Float64Array(fine.keys.length);
  // A slope's own measure falls out of slopes in slopes.
  const x = fine.kind === 'slope' ? null : coarse.x;
  for (let row = 0; row < fine.cells.length; row += 1) {
    const key = Math.floor((fine.cells[row] as number) / fine.width);
    const above = Math.floor((coarse.cells[row] as number) / coarse.width);
    if (key >= parent.length) {
      if (above < coarse.keys.length) return null;
      continue;
    }
    const one = x ? (x[row] as number) : 1;
    if (parent[key] === -1) {
      parent[key] = above;
      worth[key] = one;
    } else if (parent[key] !== above || Math.abs((worth[key] as number) - one) > HAIR) return null;
  }
  return { parent, worth };
}

/**
 * Moves numbers from the keys of the fine level to their coarse key, and back, so that their priors fit best; what rows are
 * predicted stays. With many sales a key, sweeps alone move them only by small steps (hierarchical centring; Gelfand, Sahu
 * and Carlin 1995, as an exact step along one direction):
 *
 *   d = (sum of a u_fine / tau_fine^2 - u_coarse / tau_coarse^2) / (sum of a^2 / tau_fine^2 + 1 / tau_coarse^2)
 *
 * The draw of what effects miss moves likewise about its prior draw, tau z.
 */
export function recentre(levels: readonly LevelState[], { coarse, fine, parent, worth }: Nesting): void {
  const [above, below] = [levels[coarse], levels[fine]];
  if (!above || !below) return;
  const [stiff, loose] = [1 / (above.between[0] as number), 1 / (below.between[0] as number)];
  const stiffness = new Float64Array(above.count + 1).fill(stiff);
  const pull = new Float64Array(above.count + 1);
  const drawPull = new Float64Array(above.count + 1);
  for (let key = 0; key < above.count; key += 1) {
    const last = lastOf(above, key);
    pull[key] = -stiff * (above.effect[last] as number);
    drawPull[key] = -stiff * offPrior(above, last);
  }
  for (let key = 0; key < below.count; key += 1) {
    const [up, a, last] = [parent[key] as number, worth[key] as number, lastOf(below, key)];
    if (up < 0) continue;
    stiffness[up] = (stiffness[up] as number) + a * a * loose;
    pull[up] = (pull[up] as number) + a * loose * (below.effect[last] as number);
    drawPull[up] = (drawPull[up] as number) + a * loose * offPrior(below, last);
  }
  // Rows without a coarse key have no number to move to.
  stiffness[above.count] = Number.POSITIVE_INFINITY;
  for (let key = 0; key < above.count; key += 1) {
    const weight = stiffness[key] as number;
    shift(above, key, (pull[key] as number) / weight, (drawPull[key] as number) / weight);
  }
  for (let key = 0; key < below.count; key += 1) {
    const [up, a] = [parent[key] as number, worth[key] as number];
    if (up < 0) continue;
    const weight = stiffness[up] as number;
    shift(below, key, (-a * (pull[up] as number)) / weight, (-a * (drawPull[up] as number)) / weight);
  }
}

function lastOf({ design }: LevelState, key: number): number {
  return key * design.width + design.width - 1;
}

function offPrior(level: LevelState, at: number): number {
  return (level.missed[at] as number) - Math.sqrt(level.between[0] as number) * (level.noise[at] as number);
}

/** All periods of a drift alike: its steps stay. */
function shift({ design, effect, missed }: LevelState, key: number, by: number, drawBy: number): void {
  for (let at = key * design.width; at < (key + 1) * design.width; at += 1) {
    effect[at] = (effect[at] as number) + by;
    missed[at] = (missed[at] as number) + drawBy;
  }
}
