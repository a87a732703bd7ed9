import type { TargetAction } from '#app/domain/catalog/offer.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { CheckResult, Verdict } from './check-result.ts';

/** Log-odds that a buyer reaches the person, before anything is known: contact rates run from 15 to 55 %. Assumed. */
const PRIOR_LOGIT = -0.4;
/** Evidence of one lead overlaps, so each piece counts for less than alone. */
const SHRINKAGE = 0.7;

/** Weight of evidence in log-odds per verdict. Assumed until sales are reported back. */
const EVIDENCE: Partial<Record<CheckResult['check'], Partial<Record<Verdict, number>>>> = {
  phone: { pass: 1.2, warn: -0.8, unknown: -0.6 },
  email: { pass: 0.5, warn: -0.5 },
  region: { pass: 0.5, warn: -0.7 },
  name: { pass: 0.3, warn: -0.4, unknown: -0.2 },
  fit: { pass: 0.3, warn: -0.3 },
};
const DECISION_MAKER_EVIDENCE = { yes: 0.5, no: -0.5 };

/**
 * The chance in percent, 0 to 100, that the buyer reaches a person who wants this. Weight of evidence on a logit.
 */
export function scoreLead(checks: readonly CheckResult[], decisionMaker: boolean | null): number {
  const evidence = checks.map(({ check, verdict }) => EVIDENCE[check]?.[verdict] ?? 0);
  if (decisionMaker !== null)
    evidence.push(decisionMaker ? DECISION_MAKER_EVIDENCE.yes : DECISION_MAKER_EVIDENCE.no);
  const logit = PRIOR_LOGIT + SHRINKAGE * evidence.reduce((sum, one) => sum + one, 0);
  return Math.round(100 / (1 + Math.exp(-logit)));
}

const HOT_WITHIN_DAYS = 14;
/** Wanted later than this is an investment, by the articles' rule for disqualifying. */
const COLD_AFTER_DAYS = 90;

/** How near to buying the person is, from when they want it and what they already did. */
export function temperatureOf(input: {
  wantedWithinDays: number | null;
  targetAction: TargetAction;
}): Temperature {
  if (input.wantedWithinDays !== null && input.wantedWithinDays > COLD_AFTER_DAYS) return 'cold';
  if (input.targetAction === 'booked_meeting') return 'hot';
  if (input.wantedWithinDays !== null && input.wantedWithinDays <= HOT_WITHIN_DAYS) return 'hot';
  return 'warm';
}
