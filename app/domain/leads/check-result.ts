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
  'language',
] as const;
export type Check = (typeof CHECKS)[number];

/** `fail` is kept for what is certain, `warn` for what is likely; nothing known is `unknown`, never `fail`. */
export type Verdict = 'pass' | 'warn' | 'fail' | 'unknown';
/** What lets a lead in. */
export type Harmless = Exclude<Verdict, 'fail'>;

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
  'phone_verified',
  'phone_not_verified',
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
  'region_text_agrees',
  'region_text_other_place',
  'region_address_country_agrees',
  'region_address_other_country',
  'duplicate_none',
  'duplicate_claimed',
  'duplicate_near',
  'consent_present',
  'consent_old',
  'consent_future',
  'consent_wording_unknown',
  'suppression_none',
  'suppressed',
  'name_plausible',
  'name_present',
  'name_absent',
  'name_implausible',
  'name_keyboard',
  'name_repeated',
  'name_digits',
  'name_placeholder',
  'name_mixed_scripts',
  'name_is_contact',
  'velocity_usual',
  'velocity_high',
  'fit_in_area',
  'fit_out_of_area',
  'fit_attributes_invalid',
  'fit_unanswered',
  'fit_other_channel',
  'fit_other_traffic',
  'fit_wanted_late',
  'fit_budget_low',
  'language_spoken',
  'language_other',
  'language_unsaid',
  'language_no_such',
  'not_run',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** Why a lead may be refused: there is no other reason. */
export type Certainty = 'no_contact' | 'claimed' | 'suppressed' | 'no_consent';

/**
 * All that refuses a lead, each with what is certain of it. Nothing else can: the type of a result has no failed verdict for
 * other codes. A code that stands here may warn where it is not certain, as an e-mail address does beside a phone.
 */
export const CERTAIN = {
  phone_not_a_number: 'no_contact',
  phone_invalid_country: 'no_contact',
  phone_too_short: 'no_contact',
  phone_too_long: 'no_contact',
  phone_wrong_length: 'no_contact',
  phone_no_such_range: 'no_contact',
  phone_not_a_persons: 'no_contact',
  email_no_at: 'no_contact',
  email_too_long: 'no_contact',
  email_invalid: 'no_contact',
  email_no_domain: 'no_contact',
  email_no_domain_meant: 'no_contact',
  email_null_mx: 'no_contact',
  email_no_mail_host: 'no_contact',
  duplicate_claimed: 'claimed',
  suppressed: 'suppressed',
  consent_old: 'no_consent',
} as const satisfies Partial<Record<CheckCode, Certainty>>;
export type CertainCode = keyof typeof CERTAIN;

export type CheckParams = Record<string, string | number>;

/** `code` is a key of the catalogue `checks`, `params` fill its sentence and never hold contact data. */
export type CheckResult = { check: Check; params: CheckParams } & (
  | { verdict: 'fail'; code: CertainCode }
  | { verdict: Harmless; code: CheckCode }
);
