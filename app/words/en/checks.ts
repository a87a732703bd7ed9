import type { CheckCode, CheckParams } from '#app/domain/leads/check-result.ts';
import type { EvidenceCode } from '#app/domain/leads/evidence.ts';
import { languageNames } from './languages.ts';

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

/** A country's English name for its ISO 3166-1 code; anything else, such as a region's name, as it is. */
function place(value: string | number | undefined): string {
  const text = String(value ?? '');
  return /^[A-Z]{2}$/.test(text) ? (countryNames.of(text) ?? text) : text;
}

/** The ending of a sentence that may lack its place. */
function inPlace(before: string, value: string | number | undefined): string {
  return value === undefined || value === '' ? '' : `${before}${place(value)}`;
}

/** Names for codes of ISO 639, one or several between commas. */
function tongue(value: string | number | undefined, between?: string): string {
  return languageNames(String(value ?? '').split(', '), between);
}

const KINDS: Record<string, string> = {
  mobile: 'mobile number',
  fixed_line: 'fixed-line number',
  fixed_line_or_mobile: 'fixed-line or mobile number',
  voip: 'internet number',
  other: 'number',
};

const SERVICES: Record<string, string> = {
  toll_free: 'Toll-free number',
  premium_rate: 'Premium-rate number',
  service: 'Service number',
};

const PACES: Record<string, string> = {
  source: 'one source',
  address: 'one address',
  device: 'one device',
};

const CODE_WAYS: Record<string, string> = {
  sms: 'Verified by a message',
  flash_call: 'Verified by a call',
};

/**
 * What a check found, one sentence a code. Where `phonePlace` and `claimed` are asked for, the region's name reads best;
 * its code is understood too.
 */
export const checks: Record<CheckCode, (p: CheckParams) => string> = {
  phone_valid: (p) => `Valid ${KINDS[String(p.kind)] ?? 'number'}${inPlace(', ', p.country)}`,
  phone_absent: () => 'No phone given',
  phone_not_a_number: () => 'Not a phone number',
  phone_invalid_country: () => 'No country has this calling code',
  phone_too_short: (p) => `Too short for a number${inPlace(' in ', p.country)}`,
  phone_too_long: (p) => `Too long for a number${inPlace(' in ', p.country)}`,
  phone_wrong_length: (p) => `Wrong length for a number${inPlace(' in ', p.country)}`,
  phone_no_such_range: (p) => `No such number range${inPlace(' in ', p.country)}`,
  phone_not_a_persons: (p) =>
    `${SERVICES[String(p.service)] ?? 'Service number'}${inPlace(', ', p.country)}: nobody's own`,
  phone_looks_made_up: (p) => `Valid${inPlace(' in ', p.country)}, but the digits look made up`,
  phone_voip: (p) => `Internet number${inPlace(', ', p.country)}: rented by anyone, from anywhere`,

  phone_verified: (p) =>
    `${CODE_WAYS[String(p.method)] ?? 'Verified'}: its owner gave back the code${inPlace(', ', p.country)}`,
  phone_not_verified: (p) =>
    `Valid${inPlace(' in ', p.country)}, but nobody verified it, as the offer promises`,

  email_valid: () => 'Valid address, its domain takes mail',
  email_absent: () => 'No e-mail given',
  email_no_at: () => 'Not an e-mail address: no @',
  email_too_long: () => 'Too long for an e-mail address',
  email_invalid: () => 'Not a valid e-mail address',
  email_no_domain: () => 'The domain does not exist',
  email_no_domain_meant: (p) => `The domain does not exist; ${p.meant} was probably meant`,
  email_null_mx: () => 'The domain says that it takes no mail',
  email_no_mail_host: () => 'The domain has no mail server',
  email_address_only: () => 'The domain names no mail server; mail may still arrive',
  email_disposable: () => 'Disposable address',
  email_domain_typo: (p) => `The domain looks mistyped; ${p.meant} was probably meant`,
  email_role: () => "A shared mailbox, not a person's",
  email_no_answer: () => 'The domain could not be looked up',

  region_nothing_to_compare: () => 'Nothing to compare the region with',
  region_phone_agrees: (p) => `The number is from ${place(p.phonePlace)}, as claimed`,
  region_phone_adjacent: (p) => `The number is from ${place(p.phonePlace)}, next to ${place(p.claimed)}`,
  region_phone_country_agrees: (p) => `The number is from ${place(p.country)}, as claimed`,
  region_mobile_country_agrees: (p) =>
    `A mobile number of ${place(p.country)}; mobiles do not tell the region`,
  region_place_unknown: (p) => `A number of ${place(p.country)}; its region is not known`,
  region_phone_other_country: (p) =>
    `The number is from ${place(p.phoneCountry)}, the lead is said to be in ${place(p.claimedCountry)}`,
  region_phone_other_place: (p) =>
    `The number is from ${place(p.phonePlace)}, the lead is said to be in ${place(p.claimed)}`,
  region_text_agrees: (p) => `What the person wrote names ${place(p.named)}, as claimed`,
  region_text_other_place: (p) =>
    `What the person wrote names ${place(p.named)}, the lead is said to be in ${place(p.claimed)}`,
  region_address_country_agrees: (p) => `Sent from an internet address of ${place(p.country)}, as claimed`,
  region_address_other_country: (p) =>
    `Sent from an internet address of ${place(p.addressCountry)}, the lead is said to be in ${place(p.claimedCountry)}`,

  duplicate_none: () => 'Not brought here before',
  duplicate_near: () => 'Somebody of this name asked for the same here lately, with another contact',
  duplicate_claimed: () => 'This contact was already sold or is on sale in this niche',
  consent_present: () => 'Consent recorded',
  consent_old: (p) => `Consent was given ${p.days} days before the lead came`,
  consent_future: () => 'Consent is dated after the lead came',
  consent_wording_unknown: () => 'The words agreed to are none that the offer has or had',
  suppression_none: () => 'Not on a suppression list',
  suppressed: (p) =>
    p.list === 'own' ? "On the seller's own suppression list" : "On the exchange's suppression list",
  name_plausible: () => 'A name that people bear',
  name_present: () => 'Name given, in a script that is not judged',
  name_absent: () => 'No name given',
  name_implausible: () => 'The name can hardly be said: it looks like random keys',
  name_keyboard: () => 'The name was typed along the keys of a keyboard',
  name_repeated: () => 'The name is one letter or syllable over and over',
  name_digits: () => 'The name holds digits',
  name_placeholder: () => 'A test word or a placeholder stands for the name',
  name_mixed_scripts: () => 'The name mixes letters of two scripts in one word',
  name_is_contact: () => 'A phone, an e-mail or an address of a page stands for the name',
  velocity_usual: () => 'Usual pace for its source',
  velocity_high: (p) =>
    `More than ${p.usual} leads from ${PACES[String(p.of)] ?? 'one source'} within ${p.hours === 1 ? 'an hour' : `${p.hours} hours`}`,
  fit_in_area: () => "Inside the offer's regions",
  fit_out_of_area: () => "Outside the regions that the seller's offer names",
  fit_attributes_invalid: (p) =>
    p.count === 1
      ? 'Holds an answer that the questionnaire does not ask; the buyer gets it with the contact'
      : `Holds ${p.count} answers that the questionnaire does not ask; the buyer gets them with the contact`,
  fit_unanswered: (p) => `Without an answer to what this niche must know (${p.count}): ${p.questions}`,
  fit_other_channel: (p) => `Came by "${p.channel}", which the offer does not name`,
  fit_other_traffic: (p) => `Came from traffic of the kind "${p.traffic}", which the offer does not name`,
  fit_wanted_late: (p) => `Wanted within ${p.days} days: more than three months from now`,
  fit_budget_low: () => 'The budget is below what a deal of this niche costs at the least',
  language_spoken: (p) => `Speaks ${tongue(p.language)}, as the offer says`,
  language_other: (p) => `Speaks ${tongue(p.language)}, the offer says ${tongue(p.offered, ' or ')}`,
  language_unsaid: (p) => `Does not say what they speak; the offer says ${tongue(p.offered, ' or ')}`,
  language_no_such: (p) =>
    `No language has the code "${p.language}"; the offer says ${tongue(p.offered, ' or ')}`,
  not_run: () => 'Not run',
};

/** Why a score is what it is: what a check found, or what the person said. */
export function sayReason({ code, params }: { code: EvidenceCode; params: CheckParams }): string {
  if (code === 'decision_maker_yes') return 'Says that they decide themselves';
  if (code === 'decision_maker_no') return 'Says that somebody else decides';
  return checks[code](params);
}
