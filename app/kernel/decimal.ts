const MINOR_DIGITS = 2;

/** An amount as a machine reads it: minor units 123450 as `1234.50`, below zero with a hyphen. */
export function decimalOf(amountMinor: bigint): string {
  const size = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(MINOR_DIGITS + 1, '0');
  return `${amountMinor < 0n ? '-' : ''}${size.slice(0, -MINOR_DIGITS)}.${size.slice(-MINOR_DIGITS)}`;
}
