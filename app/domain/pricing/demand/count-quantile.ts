/** Counts above this are written by the log-normal alone: counting adds next to nothing to their shape. */
const LARGE = 60;

/**
 * The quantile of a count whose rate is log-normal: Poisson mixed by a gamma of the same mean and variance (negative
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
  const mean = median * Math.exp(Math.min(logVariance, 2) / 2);
  const dispersion = Math.max(Math.expm1(Math.min(logVariance, 2)), 1e-6);
  return negativeBinomialQuantile(mean, dispersion, share);
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
