import type { TargetAction } from '#app/domain/catalog/offer.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { CheckResult } from './check-result.ts';
import { WANTED_WITHIN_DAYS } from './checks/check-fit.ts';
import { evidenceOf } from './evidence.ts';

/** Log-odds that a buyer reaches the person, before anything is known: contact rates run from 15 to 55 %. Assumed. */
const PRIOR_LOGIT = -0.4;
/** Evidence of one lead overlaps, so each piece counts for less than alone. */
const SHRINKAGE = 0.7;

/**
 * The chance in percent, 0 to 100, that the buyer reaches a person who wants this: logit = prior + sum of lambda x weight of
 * evidence, lambda 0.7.
 */
export function scoreLead(checks: readonly CheckResult[], decisionMaker: boolean | null): number {
  const evidence = evidenceOf(checks, decisionMaker).reduce((sum, { weight }) => sum + weight, 0);
  return Math.round(100 / (1 + Math.exp(-(PRIOR_LOGIT + SHRINKAGE * evidence))));
}

const HOT_WITHIN_DAYS = 14;
/** How near to buying the person is, from when they want it and what they already did. */
export function temperatureOf(input: {
  wantedWithinDays: number | null;
  targetAction: TargetAction;
}): Temperature {
  if (input.wantedWithinDays !== null && input.wantedWithinDays > WANTED_WITHIN_DAYS) return 'cold';
  if (input.targetAction === 'booked_meeting') return 'hot';
  if (input.wantedWithinDays !== null && input.wantedWithinDays <= HOT_WITHIN_DAYS) return 'hot';
  return 'warm';
}
