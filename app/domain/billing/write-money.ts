import { MINOR_PER_MAJOR } from '#app/kernel/money.ts';

/** Major units as the sentences of refusals and mails show them. */
export function majorOf(minor: bigint): string {
  const perMajor = BigInt(MINOR_PER_MAJOR);
  const rest = minor % perMajor;
  const major = (minor / perMajor).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === 0n ? major : `${major}.${rest.toString().padStart(2, '0')}`;
}

/** An amount with its currency, as the sentences of mails show it. */
export function writeMoney({ amountMinor, currency }: { amountMinor: bigint; currency: string }): string {
  return `${majorOf(amountMinor)} ${currency}`;
}
