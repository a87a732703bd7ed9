import type { Measure } from '../price-model.ts';

const CLASSES = 12;
/** Measures of fewer values than this have a class for each. */
const VALUES_AS_CLASSES = 12;
/** Robust mean and deviation take no notice of what lies outside these quantiles. */
const TRIM = 0.005;
/** A measure far outside what was learned from counts as if at the edge, in standard deviations. */
const FARTHEST = 4;

/**
 * How a measure enters the model: ln x where all are above zero, ln(1 + x) where none is below (counts), else
 * asinh(x / median |x|); then centred and scaled. Null where all are the same: it tells nothing.
 */
export function measureOf(name: string, values: Float64Array): Measure | null {
  const known = values.filter(Number.isFinite).sort();
  const lowest = known[0];
  if (lowest === undefined || lowest === known[known.length - 1]) return null;
  const transform = lowest > 0 ? 'log' : lowest >= 0 ? 'log1p' : 'asinh';
  const unit = known.map(Math.abs).sort()[known.length >> 1] || 1;
  const scaled = known.map((value) => transformed({ transform, unit }, value));
  const kept = scaled.subarray(Math.floor(TRIM * scaled.length), Math.ceil((1 - TRIM) * scaled.length));
  const mean = kept.reduce((sum, one) => sum + one, 0) / kept.length;
  const sd = Math.sqrt(kept.reduce((sum, one) => sum + (one - mean) ** 2, 0) / kept.length) || 1;
  return { name, transform, unit, mean, sd, cuts: cutsOf(scaled) };
}

/** The measure as the model takes it; 0, which says nothing, where it is not known. */
export function standardised(measure: Measure, value: number): number {
  const scaled = (transformed(measure, value) - measure.mean) / measure.sd;
  return Number.isFinite(scaled) ? Math.min(Math.max(scaled, -FARTHEST), FARTHEST) : 0;
}

/** The class of a value: how many cuts it lies above; -1 where it is not known. */
export function classOf(measure: Measure, value: number): number {
  const scaled = transformed(measure, value);
  if (!Number.isFinite(scaled)) return -1;
  let [low, high] = [0, measure.cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((measure.cuts[middle] as number) < scaled) low = middle + 1;
    else high = middle;
  }
  return low;
}

function transformed(measure: Pick<Measure, 'transform' | 'unit'>, value: number): number {
  if (measure.transform === 'asinh') return Math.asinh(value / measure.unit);
  return measure.transform === 'log' ? Math.log(value) : Math.log1p(value);
}

/** Between all values where they are few, else between twelfths of the rows. */
function cutsOf(sorted: Float64Array): number[] {
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  if (distinct.length <= VALUES_AS_CLASSES)
    return Array.from(distinct.subarray(1), (value, at) => (value + (distinct[at] as number)) / 2);
  const cuts = Array.from(
    { length: CLASSES - 1 },
    (_, one) => sorted[Math.floor(((one + 1) * sorted.length) / CLASSES)] as number,
  );
  return cuts.filter((value, at) => at === 0 || value !== cuts[at - 1]);
}
