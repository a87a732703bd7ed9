const ALL_BASIS_POINTS = 10_000;

/**
 * The ask of which the share that is left after the fee covers what a lead costs its seller.
 * @param costMinor minor units
 * @param feeBasisPoints hundredths of a percent
 */
export function costFloor(costMinor: bigint, feeBasisPoints: number): bigint {
  const left = BigInt(ALL_BASIS_POINTS - feeBasisPoints);
  return left > 0n ? (costMinor * BigInt(ALL_BASIS_POINTS) + left - 1n) / left : costMinor;
}
