import type { CheckCode, CheckParams, CheckResult, Verdict } from './check-result.ts';

/** What a person said of themselves, beside the codes of the checks. */
export type EvidenceCode = CheckCode | 'decision_maker_yes' | 'decision_maker_no';

/** One thing known of a lead, with what it adds to or takes from the log-odds. */
export type Evidence = { readonly code: EvidenceCode; readonly params: CheckParams; readonly weight: number };

/**
 * Weight of evidence in log-odds, before it is shrunk: per verdict, and per code where a finding says more than its verdict. All
 * of it is assumed until sales are reported back. What is not here says nothing of whether a person is reached.
 */
const WEIGHTS: Partial<
  Record<
    CheckResult['check'],
    Partial<Record<Verdict, number>> & { codes?: Partial<Record<CheckCode, number>> }
  >
> = {
  phone: {
    pass: 1.2,
    warn: -0.8,
    unknown: -0.6,
    codes: { phone_verified: 2, phone_not_verified: 0.8 },
  },
  email: {
    pass: 0.5,
    warn: -0.5,
    codes: { email_role: -0.2, email_domain_typo: -0.7, email_disposable: -1 },
  },
  region: {
    pass: 0.5,
    warn: -0.7,
    codes: { region_text_other_place: -0.4, region_address_other_country: -0.4 },
  },
  duplicate: { warn: -0.5 },
  consent: { warn: -0.2 },
  name: {
    pass: 0.3,
    warn: -0.6,
    unknown: -0.2,
    codes: { name_mixed_scripts: -0.2, name_digits: -0.3, name_placeholder: -1, name_keyboard: -1 },
  },
  velocity: { warn: -0.5 },
  fit: {
    pass: 0.3,
    warn: -0.3,
    codes: { fit_out_of_area: -1, fit_wanted_late: -0.6, fit_budget_low: -0.6 },
  },
  language: { warn: -0.3 },
};
const DECISION_MAKER = { yes: 0.5, no: -0.5 };

/** All that is known of a lead and counts for or against it, in the order of its checks. */
export function evidenceOf(checks: readonly CheckResult[], decisionMaker: boolean | null): Evidence[] {
  const found = checks.map(({ check, verdict, code, params }): Evidence => {
    const known = WEIGHTS[check];
    return { code, params, weight: known?.codes?.[code] ?? known?.[verdict] ?? 0 };
  });
  if (decisionMaker !== null) {
    const answer = decisionMaker ? 'yes' : 'no';
    found.push({ code: `decision_maker_${answer}`, params: {}, weight: DECISION_MAKER[answer] });
  }
  return found.filter(({ weight }) => weight !== 0);
}
