import { refusalWords } from './api.ts';

type Params = Readonly<Record<string, string | number>>;

/** Why a page does not do what was asked, where the API does not offer it. */
export const pageRefusals = {
  suppression_empty: () => 'No phone, e-mail or hash can be read there. Write one a line.',
  suppression_too_long: (p) =>
    `A list has at most ${Number(p.most).toLocaleString('en')} lines. Send it in parts.`,
  suppression_full: (p) =>
    `The list would hold more than ${Number(p.most).toLocaleString('en')} contacts. Take some off first.`,
  suppression_unread: () => 'This is no phone and no e-mail address.',
  suppression_unknown: () => 'This contact is not on the list (any more).',
  suppression_changed: () => 'More contacts were added to the list meanwhile. Look at the figure again.',
  too_many_attempts: (p) =>
    `That was tried too often. Try again in ${p.minutes} ${p.minutes === 1 ? 'minute' : 'minutes'}.`,
  sign_up_closed: () =>
    'Nobody can sign up at the moment, except by the invitation of an organisation that is here already.',
  log_in_wrong: () =>
    'E-mail and password do not belong together. Check both, or choose a new password below.',
  person_disabled: () => 'This account was closed by the exchange. Write to us to have it looked at.',
  password_length: (p) => `Choose a password of ${p.min} to ${p.max} characters.`,
  password_breached: () =>
    'This password is known from break-ins elsewhere, so it is tried first. Choose another.',
  password_is_you: () =>
    'This password is little more than your name or address. Choose one that nobody can guess.',
  password_wrong: () => 'This is not your current password.',
  code_wrong: () =>
    'This code does not fit. Enter the one that the authenticator shows now; each works once.',
  recovery_code_wrong: () => 'This is none of your recovery codes, or it was used before.',
  second_factor_is_on: () => 'The authenticator is set up already.',
  second_factor_off: () => 'This person has no authenticator set up (any more).',
  second_factor_required: () => 'Who works for the exchange itself keeps the authenticator.',
  session_unknown: () => 'This session had ended already.',
  link_used_up: () => 'This link was used before, is too old or was not copied whole. Ask for a new one.',
  invitation_for_another: () =>
    'This invitation went to another address. Log out, and log in with the one that it went to.',
  log_in_to_accept: () => 'This address has an account already. Log in with it to accept.',
  already_member: () => 'This person belongs to the organisation already.',
  already_invited: () => 'This address is invited already. Send that invitation again below.',
  invitations_limit: (p) => `${p.limit} invitations are open, the most there may be. Take some back first.`,
  invitation_unknown: () => 'This invitation was accepted or taken back meanwhile.',
  member_unknown: () => 'This person does not belong to the organisation (any more).',
  last_owner: () => 'An organisation needs an owner. Make somebody else one first.',
  organisation_unknown: () => 'You do not belong to this organisation (any more).',
  organisations_limit: (p) => `You belong to ${p.limit} organisations, the most there may be.`,
  api_key_unknown: () => 'There is no such key.',
  keys_limit: (p) => `${p.limit} keys are in force, the most there may be. Revoke some first.`,
  form_spent: () =>
    'This form was used already, or lay open for long. It is made anew now: look at what stands here, then send it again.',
  note_needed: () => 'Write what is to be noted.',
  next_time_needed: () => 'A callback and a meeting need a date and a time.',
  next_time_out_of_range: () => 'Choose a time from now on, and within a year.',
  junk_reason_needed: () => 'Choose why it is junk, so that sources can be compared.',
  own_case: () => 'You belong to an organisation that this is about. Somebody else has to decide it.',
  seller_may_still_answer: () =>
    'The seller still has time to answer. Tick that you rule without waiting, or come back later.',
  seller_unknown: () => 'There is no such seller.',
  seller_not_approved: () =>
    'The seller was not let in yet. Decide on the seller first; its offers can go with it.',
  offer_not_in_review: () => 'This offer does not wait for review any more. Somebody was faster.',
  offer_changed_meanwhile: () =>
    'The seller changed this offer since you opened it. Look at it again before you decide.',
  top_up_too_small: (p) => `The smallest top-up is ${p.least} ${p.currency}.`,
  top_up_too_large: (p) =>
    `One card payment can be at most ${p.most} ${p.currency}. Pay a larger amount in several top-ups.`,
  top_up_not_whole: (p) => `${p.currency} is paid in whole units. Leave out the part after the point.`,
  top_ups_open_limit: (p) =>
    `You have ${p.limit} payment pages open. Finish one of them, or wait up to an hour until they end.`,
  top_up_unknown: () => 'There is no such top-up.',
  top_up_over: () =>
    'This payment page is over and nothing was charged. Start a new top-up for the same amount.',
  payment_not_taken: (p) =>
    `The card processor does not take this payment (${p.reason}). Nothing was charged.`,
  payments_unreachable: () =>
    'The card processor does not answer right now. Nothing was charged. Try again in a minute.',
  payout_country_unknown: () => 'Choose the country in which your bank account is.',
  payout_account_missing: () => 'Payouts are not set up yet. Choose the country of your bank account first.',
  payout_account_refused: (p) =>
    `The card processor does not open this payout account (${p.reason}). Choose another country or ask us.`,
  payout_account_not_ready: () => 'The payout account is not ready. What is missing stands below.',
  payouts_paused: () =>
    'The exchange has paused payouts. Your money stays available and is paid when they go on.',
  organisation_blocked: () =>
    'Your organisation is blocked, so nothing is paid out. Write to us to have it looked at.',
  payout_too_small: () =>
    'What is available is less than the smallest payout. It is paid once there is more.',
  payout_changed: () => 'What is available has changed meanwhile. Look at the new amount and decide again.',
  person_is_you: () => 'This is yourself: another admin changes it.',
  person_changed: () => 'Somebody changed this person meanwhile. Look at the page again and decide anew.',
  admin_no_longer: () => 'You are no admin any more. Nothing was changed.',
  niche_changed: () =>
    'Somebody changed this niche meanwhile. Load the page again and make your change on what stands now.',
  question_type_stays: (p) =>
    `The kind of the question ${p.question} stays, because answers are stored by it. Remove it and add another key.`,
  job_unknown: () =>
    'These jobs are not waiting here any more: somebody gave them back, or they were removed.',
} as const satisfies Record<string, (params: Params) => string>;

const byCode: Readonly<Record<string, (params: Params) => string>> = { ...refusalWords, ...pageRefusals };

/** The sentence for a refusal's code. */
export function pageRefusal(code: string, params: Params): string {
  const say = byCode[code];
  return say ? say(params) : refusalWords.internal();
}
