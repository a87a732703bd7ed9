import type { CheckParams } from './check-result.ts';
import { type EvidenceCode, evidenceOf } from './evidence.ts';
import type { Lead } from './lead.ts';

export type ScoreReason = {
  readonly effect: 'raises' | 'lowers';
  readonly code: EvidenceCode;
  readonly params: CheckParams;
};

const REASONS_MOST = 3;

/** What moved a lead's score most, the strongest first, at most three. None before it was checked. */
export function scoreReasons(lead: Pick<Lead, 'checks' | 'decisionMaker'>): ScoreReason[] {
  if (lead.checks.length === 0) return [];
  return evidenceOf(lead.checks, lead.decisionMaker)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, REASONS_MOST)
    .map(({ code, params, weight }) => ({ effect: weight > 0 ? 'raises' : 'lowers', code, params }));
}
