import type { Answer } from '#app/domain/catalog/question.ts';
import type { Calculator } from './form-spec.ts';

export type Estimate = { readonly lowMinor: bigint; readonly highMinor: bigint };

/**
 * What a calculator says to these answers, minor units: its base and, for each answer, what the seller set for it; of a
 * number so much a unit, rounded to whole minor units. It never falls below nothing. Null while nothing is answered.
 */
export function estimate(
  calculator: Calculator,
  answers: Readonly<Record<string, Answer | undefined>>,
): Estimate | null {
  let low = BigInt(calculator.baseLowMinor);
  let high = BigInt(calculator.baseHighMinor);
  let isAnswered = false;
  for (const { question, option, lowMinor, highMinor } of calculator.parts) {
    const answer = answers[question];
    if (answer === undefined) continue;
    isAnswered = true;
    const times = timesOf(answer, option);
    low += scaled(lowMinor, times);
    high += scaled(highMinor, times);
  }
  if (!isAnswered && calculator.parts.length > 0) return null;
  return { lowMinor: low > 0n ? low : 0n, highMinor: high > 0n ? high : 0n };
}

function timesOf(answer: Answer, option: string | null): number {
  if (typeof answer === 'number') return answer;
  if (typeof answer === 'boolean') return option === (answer ? 'yes' : 'no') ? 1 : 0;
  if (Array.isArray(answer)) return option !== null && answer.includes(option) ? 1 : 0;
  return answer === option ? 1 : 0;
}

/** Answers have at most two decimals that matter: areas and lengths. */
function scaled(perUnitMinor: string, times: number): bigint {
  const product = BigInt(perUnitMinor) * BigInt(Math.round(times * 100));
  return (product + (product < 0n ? -50n : 50n)) / 100n;
}
