export const CHECKS = [
  'phone',
  'email',
  'region',
  'duplicate',
  'consent',
  'suppression',
  'name',
  'velocity',
  'fit',
] as const;
export type Check = (typeof CHECKS)[number];

/** `fail` is kept for what is certain, `warn` for what is likely; nothing known is `unknown`, never `fail`. */
export type Verdict = 'pass' | 'warn' | 'fail' | 'unknown';

/** Everything a check can say. The catalogue has a sentence for each; the type makes a missing one not compile. */
export const CHECK_CODES = [
  'phone_valid',
  'phone_absent',
  'phone_not_a_number',
  'phone_invalid_country',
  'phone_too_short',
  'phone_too_long',
  'phone_wrong_length',
  'phone_no_such_range',
  'phone_not_a_persons',
  'phone_looks_made_up',
  'phone_voip',
  'email_valid',
  'email_absent',
  'email_no_at',
  'email_too_long',
  'email_invalid',
  'email_no_domain',
  'email_no_domain_meant',
  'email_null_mx',
  'email_no_mail_host',
  'email_address_only',
  'email_disposable',
  'email_domain_typo',
  'email_role',
  'email_no_answer',
  'region_nothing_to_compare',
  'region_phone_agrees',
  'region_phone_adjacent',
  'region_phone_country_agrees',
  'region_mobile_country_agrees',
  'region_place_unknown',
  'region_phone_other_country',
  'region_phone_other_place',
  'duplicate_none',
  'duplicate_claimed',
  'consent_present',
  'consent_old',
  'suppression_none',
  'suppression_listed',
  'name_present',
  'name_absent',
  'name_implausible',
  'velocity_usual',
  'velocity_high',
  'fit_in_area',
  'fit_out_of_area',
  'fit_attributes_invalid',
  'fit_other_channel',
  'not_run',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export type CheckParams = Record<string, string | number>;

/** `code` is a key of the catalogue `checks`, `params` fill its sentence and never hold contact data. */
export type CheckResult = { check: Check; verdict: Verdict; code: CheckCode; params: CheckParams };
