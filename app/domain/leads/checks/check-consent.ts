import { DAY_MS } from '#app/kernel/time.ts';
import type { CheckCode, CheckParams, CheckResult, Harmless } from '../check-result.ts';

/** Clocks of a seller's machines are wrong by minutes; more is no slip of a clock. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Checks what a person agreed to and when. That there are words and a time is certain from intake on; that they are old, or not
 * the offer's, warns. An import needs consent of its own for each row, and fresh, or it would claim people it has no word of.
 * @param consent the words as they were sent, and when they were agreed to
 * @param wordings every wording that the offer has or had
 * @param freshDays for how many days consent counts as fresh
 * @param cameAt when the lead came
 */
export function checkConsent(input: {
  consent: { text: string; givenAt: Date };
  wordings: readonly string[];
  freshDays: number;
  isImport: boolean;
  cameAt: Date;
}): CheckResult {
  const { consent, wordings, freshDays, isImport, cameAt } = input;
  const ageMs = cameAt.getTime() - consent.givenAt.getTime();
  const days = Math.floor(ageMs / DAY_MS);
  if (days > freshDays && isImport)
    return { check: 'consent', verdict: 'fail', code: 'consent_old', params: { days } };
  if (days > freshDays) return said('warn', 'consent_old', { days });
  if (ageMs < -CLOCK_SKEW_MS) return said('warn', 'consent_future');
  const given = foldWording(consent.text);
  if (!wordings.some((wording) => foldWording(wording) === given))
    return said('warn', 'consent_wording_unknown');
  return said('pass', 'consent_present');
}

/** Words as they are compared: how they were broken into lines and set in capitals says nothing. */
function foldWording(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function said(verdict: Harmless, code: CheckCode, params: CheckParams = {}): CheckResult {
  return { check: 'consent', verdict, code, params };
}
