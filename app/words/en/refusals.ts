import { refusalWords } from './api.ts';
import { askPlanWords } from './ask-plans.ts';
import { outlookWords } from './outlooks.ts';

type Params = Readonly<Record<string, string | number>>;

/** Why a page does not do what was asked, where the API does not offer it. */
export const pageRefusals = {
  ...askPlanWords.refusals,
  ...outlookWords.refusals,
  channels_limit: (p) => `There may be ${p.limit} channels. Delete one first.`,
  postbacks_limit: (p) => `There may be ${p.limit} postbacks. Delete one first.`,
  postback_tests_wait: () => 'Five tests wait to be sent already. Look at their answers first.',
  macro_unknown: (p) => `There is no macro {${p.macro}}. The list below names those that there are.`,
  macro_in_host: () => 'Macros may stand in the path and after the question mark, not in the host.',
  form_unknown: () => 'There is no such form.',
  form_not_published: () => 'This form was never published.',
  form_channel_not_offered: () =>
    'The offer does not list this way of making leads. Add it to the offer first.',
  forms_limit: (p) => `This offer has ${p.limit} forms, the most there may be. Use one of those.`,
  form_question_unknown: (p) => `The niche has no question “${p.question}” (any more). Reload the page.`,
  form_question_needed: (p) =>
    `The niche must know the answer to “${p.question}”: the form has to ask it. Reload the page and save the form again.`,
  form_question_repeated: (p) => `The question “${p.question}” is asked twice.`,
  form_contact_needed: () => 'Ask for a phone number or an e-mail address, or nobody can be reached.',
  form_phone_needed: () =>
    'The phone has to be a field that must be filled in: a callback, and an offer of verified contacts, need the number.',
  form_estimate_needed: () => 'Say what the estimate is made of.',
  form_estimate_upside_down: () => 'An estimate goes from less to more: look for a “from” above its “to”.',
  form_estimate_part: (p) => `The estimate names the question “${p.question}”, which is not asked.`,
  form_codes_unavailable: () =>
    'The offer promises verified contacts, and no way to send codes by phone is set up on this exchange. Ask its operator, or promise a contact only.',
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
  email_is_yours: () => 'This is your address already. Enter the one that you want to move to.',
  email_taken: () =>
    'This address has an account here meanwhile. Log in with that one, or write to us to have it looked at.',
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
  top_up_too_small: (p) => `The smallest payment by card is ${p.least} ${p.currency}.`,
  top_up_too_large: (p) =>
    `One card payment can be at most ${p.most} ${p.currency}. Pay a larger amount in several payments.`,
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
  recharge_threshold_needed: () => 'Type below what the wallet is recharged.',
  recharge_ceiling_too_low: () =>
    'The month’s ceiling is less than one charge. Raise it, or charge less each time.',
  recharge_card_unknown: () => 'This card is not saved any more. Choose another.',
  recharge_unknown: () => 'There is no such recharge.',
  recharge_over: () => 'This recharge is over and nothing was charged. Turn automatic recharge on again.',
  card_unknown: () => 'This card was removed already.',
  card_agreement_needed: () => 'Tick that the card may be kept. Without that it is not.',
  cards_limit: (p) =>
    `At most ${p.limit} cards can be saved, those whose page is still open counted. Remove one first, or wait up to an hour.`,
  refund_nothing: () =>
    'Nothing of this balance can go back to a card: it did not come by card, or went back already.',
  refund_changed: () =>
    'The balance, or what the cards can take back, has changed meanwhile. Look at the new amounts and decide again.',
  refund_blocked: () =>
    'Your organisation is blocked, so nothing is paid back. Write to us to have it looked at.',
  payout_country_unknown: () => 'Choose the country in which your bank account is.',
  payout_account_missing: () => 'Payouts are not set up yet. Choose the country of your bank account first.',
  payout_account_refused: (p) =>
    `The card processor does not open this payout account (${p.reason}). Choose another country or ask us.`,
  payout_account_not_ready: () => 'The payout account is not ready. What is missing stands below.',
  payouts_paused: () =>
    'The exchange has paused payouts. Your money stays available and is paid when they go on.',
  organisation_blocked: () =>
    'Your organisation is blocked, so nothing is paid out. Write to us to have it looked at.',
  lead_unknown: () => 'There is no such request.',
  payout_barred: () =>
    'The exchange may not pay to your country at present. Your money stays available and nothing is lost.',
  payout_too_small: () =>
    'What is available is less than the smallest payout. It is paid once there is more.',
  payout_changed: () => 'What is available has changed meanwhile. Look at the new amount and decide again.',
  payout_minimum_too_small: (p) => `The smallest payout may not be below ${p.least} ${p.currency}.`,
  payout_minimum_too_large: (p) => `The smallest payout may not be above ${p.most} ${p.currency}.`,
  sale_not_released: () => 'The share of this sale is not free any more or not yet. Look at how it stands.',
  fit_unknown: () => 'No fit of that name was refused. Load the page again.',
  fit_not_newest: () =>
    'A newer fit was made meanwhile and refused too. Look at its figures below and decide anew.',
  fit_overtaken: () =>
    'A newer fit was published meanwhile. Quotes go by that one, and nothing needs to be accepted.',
  fit_accepted: () => 'This fit was accepted already. It is published, and nothing more needs to be done.',
  fit_not_kept: () =>
    'What this fit learned is not there any more or is not of this release. The next night’s fit can be accepted, if that is refused too.',
  rates_changed: () => 'Somebody entered other rates meanwhile. Look at them and decide anew.',
  seller_fee_changed: () => 'Somebody changed the fee meanwhile. Load the page again and decide anew.',
  person_is_you: () => 'This is yourself: another admin changes it.',
  person_changed: () => 'Somebody changed this person meanwhile. Look at the page again and decide anew.',
  admin_no_longer: () => 'You are no admin any more. Nothing was changed.',
  niche_changed: () =>
    'Somebody changed this niche meanwhile. Load the page again and make your change on what stands now.',
  question_type_stays: (p) =>
    `The kind of the question ${p.question} stays, because answers are stored by it. Remove it and add another key.`,
  money_frozen: () =>
    'A payment into your wallet is disputed with your bank, so your money stands still. Your wallet says more.',
  own_organisation: () =>
    'You belong to this organisation. Nobody decides about money of their own; somebody else has to.',
  correction_unfit: () => 'Goodwill is only given, and nothing is taken as a fee by hand.',
  correction_changed: () => 'This form was sent before with other figures. Open it anew.',
  correction_unknown: () => 'There is no such entry.',
  correction_decided: (p) => `Somebody was faster: this entry is ${p.status} already.`,
  correction_is_yours: () => 'You wrote this entry yourself. Another admin has to approve or reject it.',
  reservation_unknown: () => 'There is no such reservation.',
  reservation_settled: (p) => `This reservation ended already: it was ${p.outcome}.`,
  chargeback_unknown: () => 'There is no such chargeback.',
  evidence_sent: () => 'Evidence was sent already. A bank takes it once.',
  reconciliation_line_unknown: () => 'There is no such line.',
  reconciliation_line_settled: () => 'This line is not open any more.',
  reconciliation_line_under_way: () => 'This line is on its way: a later comparison settles it by itself.',
  evidence_too_late: () => 'The bank takes no evidence for this payment any more.',
  too_busy: () => 'Too many files are being made right now. Try again in some seconds.',
  month_not_over: () => 'The month is not over. Its papers are made out when it is.',
  operator_unknown: () => 'The exchange has not set its own legal details. Papers are made out when it has.',
  job_unknown: () =>
    'These jobs are not waiting here any more: somebody gave them back, or they were removed.',
  bank_not_offered: (p) => `The exchange has no bank account in ${p.currency}.`,
  bank_invoice_too_small: (p) => `That is too little for a bank transfer in ${p.currency}.`,
  bank_invoice_too_large: () => 'That is more than one invoice can be for. Ask for several.',
  bank_invoices_open_limit: (p) =>
    `You have ${p.limit} invoices open, the most there may be. Cancel those that you will not pay.`,
  bank_details_unknown: () => 'These bank details were removed already.',
  bank_invoice_unknown: () => 'There is no such invoice.',
  bank_invoice_over: () => 'This invoice was paid or cancelled already.',
  bank_invoice_paid: () =>
    'Money came for this invoice already. If this is another payment, import the statement and book its line.',
  receipt_unknown: () => 'There is no such receipt.',
  receipt_known: () => 'Money with this reference of the bank was noted already.',
  receipt_decided: () => 'Somebody has decided about this receipt meanwhile.',
  receipt_asked: () => 'A second admin is asked about this receipt. It waits until they have decided.',
  receipt_resembles: () =>
    'It looks like money that is known already. Say that it is the same, or that it is another payment.',
  receipt_resembles_none: () => 'It looks like no other line.',
  receipt_double_taken: () =>
    'Another line of the same statement is that one already. A statement tells of a payment once, so this is another.',
  bank_receipt_is_booked: () =>
    'The books know what this is: a payout that came back, or money that was noted by hand.',
  bank_booking_unknown: () => 'Nobody is asked about this receipt.',
  bank_booking_decided: () => 'Somebody has decided about it meanwhile.',
  bank_booking_is_yours: () => 'You asked for it. Another admin has to agree.',
  receipt_day_wrong: () => 'The bank cannot have booked it after today.',
  statement_too_large: () => 'The file is larger than 5 MB. Import a shorter time at once.',
  statement_unreadable: () =>
    'This is no statement that can be read: neither camt.053 nor a table whose head names date and amount.',
  statement_too_long: (p) => `The statement has more than ${p.limit} lines. Import a shorter time at once.`,
  statement_line_wrong: (p) =>
    `Line ${p.line} holds no day, amount or currency that can be read. Nothing was imported.`,
  statement_mixed: () => 'The file holds several accounts. Import one at a time.',
  statement_elsewhere: () =>
    'This is a statement of an account that the settings do not name. Nothing was imported.',
  statement_empty: () => 'The statement holds no line that the bank has booked.',
  statement_adds_not_up: (p) =>
    `The lines do not lead from the opening to the closing balance: ${p.opening} ${p.currency} and ${p.moved} come to ${p.comesTo}, and the statement closes with ${p.closing}. Lines are missing or stand twice. Nothing was imported; get the whole statement from the bank.`,
  statement_balance_breaks: (p) =>
    `After line ${p.line} the account should hold ${p.expected}, and the statement says ${p.says}. A line is missing, stands twice, or was changed. Nothing was imported; get the whole statement from the bank.`,
  bank_debit_unknown: () => 'There is no such line.',
  bank_debit_is_booked: () =>
    'This line is in the books already, as a payout or as money between accounts. It is no cost.',
  bank_debit_is_double: () => 'It is the same line of the bank told once more. Take that back first.',
  bank_cost_known: () => 'Somebody booked this line as a cost already, or asked for it.',
  bank_cost_unknown: () => 'There is no such cost.',
  bank_cost_decided: () => 'Somebody has decided about this cost meanwhile.',
  bank_cost_is_yours: () => 'You asked for it. Another admin has to agree.',
  statement_unknown: () => 'There is no such statement.',
  statement_changed: () => 'Somebody booked some of these lines meanwhile. Look at what is left.',
  bank_iban_wrong: () => 'This IBAN does not fit its check digits. Copy it once more.',
  bank_iban_elsewhere: () => 'This IBAN is of another country than the one that was chosen.',
  bank_holder_unwritable: () =>
    'This name has no letters that banks can write. Type it in Latin, Cyrillic, Armenian or Georgian letters.',
  bank_account_wrong: () => 'This is no account number of the country that was chosen.',
  bank_account_key_wrong: () => 'Account and BIK do not belong together. Copy both once more.',
  bank_account_other_currency: (p) => `By its number this account is not in ${p.currency}.`,
  bank_code_wrong: () => 'Type a BIC of 8 or 11 characters, in Russia the BIK of nine digits.',
  batch_empty: () => 'Nobody can be paid in this currency right now.',
  batch_unknown: () => 'There is no such batch.',
  batch_changed: () => 'Somebody has changed this batch meanwhile. Look at it again.',
  batch_is_yours: () => 'You belong to an organisation that this batch pays. Other admins decide about it.',
  admin_new: (p) =>
    `You have been an admin for less than ${p.hours} hours. What two admins decide together needs one who has been one for longer.`,
  batch_approved_by_you: () => 'You have agreed already. Another admin has to agree as well.',
  batch_holds_blocked: () =>
    'The batch pays a seller who is blocked, or whose country may not be paid. Strike that payout out first.',
  batch_held_back: () =>
    'Since the batch was approved, payouts were paused or a seller of it was stopped. Wait, or reject the batch and make another.',
  batch_file_taken: () =>
    'The file was taken, so the bank may have it. Mark each payout as paid or returned instead.',
  batch_file_not_taken: () => 'Nobody has taken the file yet.',
  form_broken: () => 'The form did not come whole. Send it again.',
  import_open: () => 'Another import of your organisation is open. Finish or cancel it first.',
  import_gone: () => 'This import was cancelled while the file was sent.',
  import_moved_on: () => 'This import stands otherwise by now. Look at it again.',
  import_erased: () => 'What the file held was erased.',
  import_file_empty: () => 'The file is empty.',
  import_file_too_large: (p) => `The file is larger than ${p.most} MB. Send it in parts.`,
  import_empty: () => 'The file holds no rows under its head.',
  import_too_long: (p) =>
    `The file has more than ${Number(p.most).toLocaleString('en')} rows. Send it in parts.`,
  import_too_wide: (p) =>
    `A row has more than ${p.most} columns. Look whether they are parted by another sign.`,
  import_unreadable: () => 'This is neither text with columns nor a workbook that can be opened.',
  import_quote_open: (p) =>
    `Row ${p.row} opens a quotation mark and never closes it. Correct it, and send the file again.`,
  import_unfolds: () =>
    'The workbook unfolds to far more than its rows can need. Save it as CSV and send that.',
  import_legacy_excel: () =>
    'This is a workbook of the older format, or behind a password. Save it as .xlsx without one, or as CSV.',
  bank_payout_unknown: () => 'This payout is settled already.',
} as const satisfies Record<string, (params: Params) => string>;

const byCode: Readonly<Record<string, (params: Params) => string>> = { ...refusalWords, ...pageRefusals };

/** The sentence for a refusal's code. */
export function pageRefusal(code: string, params: Params): string {
  const say = byCode[code];
  return say ? say(params) : refusalWords.internal();
}
