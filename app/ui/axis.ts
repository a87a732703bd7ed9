import { groupThousands } from './format-money.ts';

const STEPS = 4;
/** The least of these times a power of ten that is not below the value: quarters of them are short numbers. */
const TOPS = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];

/** Where an axis from 0 ends that has to show a value, and its ticks from the top down. */
export function axisTo(most: number): { top: number; ticks: number[] } {
  const value = most > 0 ? most : 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const top = power * (TOPS.find((one) => one * power >= value) ?? 10);
  return { top, ticks: Array.from({ length: STEPS + 1 }, (_, index) => (top * (STEPS - index)) / STEPS) };
}

/** Products of decimal fractions have tails that no reader wants. */
export function writeTick(tick: number): string {
  const [whole = '', rest] = String(Number(tick.toPrecision(3))).split('.');
  return rest ? `${groupThousands(whole)}.${rest}` : groupThousands(whole);
}
