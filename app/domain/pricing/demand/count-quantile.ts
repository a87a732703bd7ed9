/** Counts above this are written by the log-normal alone: counting adds next to nothing to their shape. */
const LARGE = 60;

/**
 * The quantile of a count whose rate is log-normal: Poisson mixed by a gamma of the same median and about the same variance (negative
 * binomial), each count k spread evenly over k - 1/2 to k + 1/2, so that quantiles move smoothly with the rate. For
 * large rates the log-normal quantile, counting noise added to its variance.
 * @param logMedian ln of the rate's median
 * @param logVariance of ln of the rate
 * @param share 0 to 1, with its standard normal quantile `z`
 */
export function countQuantile(
  logMedian: number,
  logVariance: number,
  { share, z }: { share: number; z: number },
): number {
  const median = Math.exp(logMedian);
  if (median > LARGE) return median * Math.exp(z * Math.sqrt(logVariance + 1 / median));
  const dispersion = Math.max(Math.expm1(Math.min(logVariance, 2)), 1e-6);
  const mean = median * Math.min(Math.exp(Math.min(logVariance, 2) / 2), gammaMeanOfMedian(dispersion));
  return negativeBinomialQuantile(mean, dispersion, share);
}

/** A gamma's mean in terms of its median, near enough while its shape, 1 / dispersion, is above 1 (Wilson and Hilferty 1931). */
function gammaMeanOfMedian(dispersion: number): number {
  return dispersion < 1 ? (1 - dispersion / 9) ** -3 : Number.POSITIVE_INFINITY;
}

/** Variance = mean + dispersion x mean^2. */
function negativeBinomialQuantile(mean: number, dispersion: number, share: number): number {
  const size = 1 / dispersion;
  const odds = mean / (mean + size);
  let probability = Math.exp(size * Math.log1p(-odds));
  let below = 0;
  const limit = Math.ceil(mean * 20 + 50);
  for (let count = 0; count < limit; count += 1) {
    if (below + probability >= share) return Math.max(0, count - 0.5 + (share - below) / probability);
    below += probability;
    probability *= ((count + size) / (count + 1)) * odds;
  }
  return limit;
}
