import type { CheckResult } from '../check-result.ts';
import { PLATFORM } from '../suppression.ts';

/**
 * Whether the contact is on a list that refuses the lead: the platform's, or its seller's own. A buyer's list says nothing of
 * the lead: that buyer alone is passed over.
 * @param listedBy whose lists the contact is on
 */
export function checkSuppression(listedBy: readonly string[], sellerId: string): CheckResult {
  const list = listedBy.includes(PLATFORM) ? 'platform' : listedBy.includes(sellerId) ? 'own' : null;
  return list === null
    ? { check: 'suppression', verdict: 'pass', code: 'suppression_none', params: {} }
    : { check: 'suppression', verdict: 'fail', code: 'suppressed', params: { list } };
}

/** The buyers who do not want this contact, among those whose lists it is on. */
export function passedOver(listedBy: readonly string[], sellerId: string): string[] {
  return listedBy.filter((owner) => owner !== PLATFORM && owner !== sellerId);
}
