import type { CheckResult } from '../check-result.ts';
import type { Verified } from '../contact.ts';

/**
 * What the check of a phone says where the offer promises verified contacts: that its owner has it in their hands, or that nobody
 * made sure. Only a form of ours makes sure, so no sender can claim it. What is wrong with the number itself goes first.
 */
export function noteVerification(result: CheckResult, verified: Verified | null): CheckResult {
  if (result.check !== 'phone' || result.verdict === 'fail' || result.verdict === 'unknown') return result;
  if (verified)
    return {
      ...result,
      verdict: 'pass',
      code: 'phone_verified',
      params: { ...result.params, method: verified.method },
    };
  return result.verdict === 'pass' ? { ...result, verdict: 'warn', code: 'phone_not_verified' } : result;
}
