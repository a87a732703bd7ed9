import type { SettingKey } from '#app/domain/settings/setting.ts';
import { askMails } from './ask-plans.ts';
import { bankMails } from './bank.ts';
import { cardMails } from './cards.ts';
import { closureMails, fullRegionMails } from './closures.ts';
import { disputeMails } from './disputes.ts';
import { emailChangeMails } from './email-change.ts';
import { importMails } from './import-mails.ts';
import { moderationMails } from './moderation.ts';
import { outlookMails } from './outlooks.ts';
import { personMails } from './privacy.ts';
import { refusedFitMail } from './refused-fits.ts';
import { sellerMoneyMails } from './seller-money.ts';
import { settingWords } from './settings.ts';
import { troubleMails } from './trouble.ts';

/** What the sentences of a mail are filled with. */
export type MailParams = Readonly<Record<string, string>>;

type MailLink = { readonly label: string; readonly path: string };

/** One paragraph a line; the link, if there is one, stands under them. `path` leads into our own pages. */
export type Mail = {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly link?: MailLink;
  /** Another way, under the first one. */
  readonly other?: MailLink;
  /** A page that stops mails of this kind when it is posted to, without log-in (RFC 8058). */
  readonly stopPath?: string;
  /** Where it is written in another language than the exchange's own, as ISO 639-1 names it, and how it is signed then. */
  readonly language?: string;
  readonly signature?: (url: string) => string;
};

/** What every mail needs besides what it says. */
export const mailWords = {
  sender: (host: string) => `Birja <no-reply@${host}>`,
  signature: (url: string) => `Birja, the exchange for leads: ${url}`,
} as const;

const NOT_YOU = 'If it was not you, nothing needs to be done: without this link nothing happens.';

const roles: Readonly<Record<string, string>> = {
  owner: 'an owner',
  manager: 'a manager',
  agent: 'an agent',
};

/** Every mail, by what it is about. */
export const mailTemplates = {
  confirm_email: (p) => ({
    subject: 'Confirm your e-mail address',
    lines: [
      'Somebody, most likely you, signed up at Birja with this address. Confirm that it is yours, and you can begin.',
      'The link works for 24 hours, once.',
      NOT_YOU,
    ],
    link: { label: 'Confirm this address', path: `/confirm-email?token=${p.token}` },
  }),
  account_exists: () => ({
    subject: 'You already have an account',
    lines: [
      'Somebody, most likely you, signed up at Birja with this address or asked to confirm it. It has an account already, so nothing was changed.',
      'Log in as usual. If you forgot the password, the log-in page helps.',
    ],
    link: { label: 'Log in', path: '/log-in' },
  }),
  no_account: () => ({
    subject: 'There is no account with this address',
    lines: [
      'Somebody, most likely you, asked Birja for a link to this address, but it has no account here. Perhaps you signed up with another one.',
      'If it was not you, nothing needs to be done.',
    ],
    link: { label: 'Sign up', path: '/sign-up' },
  }),
  reset_password: (p) => ({
    subject: 'Choose a new password',
    lines: ['You asked for a new password. The link works for one hour, once.', NOT_YOU],
    link: { label: 'Choose a new password', path: `/reset-password?token=${p.token}` },
  }),
  password_changed: () => ({
    subject: 'Your password was changed',
    lines: [
      'The password of your account was changed just now, and all other devices were logged out.',
      'If it was not you, choose a new one at once: whoever did it can read your leads and use your money.',
    ],
    link: { label: 'Choose a new password', path: '/forgot-password' },
  }),
  second_factor_on: () => ({
    subject: 'Two-factor log-in is on',
    lines: [
      'From now on your account asks for a code from your authenticator after the password.',
      'If it was not you, choose a new password at once and write to us.',
    ],
    link: { label: 'Look at your account', path: '/account/security' },
  }),
  second_factor_off: () => ({
    subject: 'Two-factor log-in is off',
    lines: [
      'Your account no longer asks for a code after the password.',
      'If it was not you, choose a new password at once and switch it on again.',
    ],
    link: { label: 'Look at your account', path: '/account/security' },
  }),
  admin_made: (p) => ({
    subject: 'Somebody became an admin of Birja',
    lines: [
      `${p.name} is an admin now, and may agree to payouts and entries by hand in two days. If nobody should have made them one, shut them out before.`,
    ],
    link: { label: 'Look at the person', path: `/admin/people/${p.person}` },
  }),
  setting_waits: (p) => ({
    subject: 'A setting of Birja changes in 48 hours',
    lines: [
      `${p.name} changed the setting “${settingWords[p.key as SettingKey]?.label ?? p.key}”. It holds from ${p.from} UTC on.`,
      'If that is not meant, stop it on the page of settings before. Every admin has had this mail.',
    ],
    link: { label: 'Look at the settings', path: '/admin/settings' },
  }),
  keys_stopped: (p) => ({
    subject: 'API keys of your organisation were stopped',
    lines: [
      `${p.name} makes no keys for ${p.organisation} any more, so the keys that they made opened for the last time: ${p.keys}.`,
      'Programs that used them are refused from now on. Make new keys for those that are to go on.',
    ],
    link: { label: 'Make a key', path: '/account/keys' },
  }),
  ...emailChangeMails,
  recovery_code_used: (p) => ({
    subject: 'A recovery code was used',
    lines: [
      `Somebody logged in to your account with a recovery code instead of the authenticator. Codes left: ${p.left}.`,
      'If it was not you, choose a new password at once.',
    ],
    link: { label: 'Make new recovery codes', path: '/account/second-factor' },
  }),
  invitation: (p) => ({
    subject: `${p.organisation} invites you to Birja`,
    lines: [
      `${p.inviter} invites you to work for ${p.organisation} at Birja, the exchange for leads, as ${roles[p.role ?? '']}.`,
      'The link works for 7 days, once.',
      'If you do not know them, nothing needs to be done.',
    ],
    link: { label: 'Look at the invitation', path: `/invitation?token=${p.token}` },
  }),
  dispute_opened: (p) => ({
    subject: disputeMails.openedSubject,
    lines: disputeMails.opened(p),
    link: { label: disputeMails.openedLink, path: `/sell/disputes/${p.dispute}` },
  }),
  dispute_decided: (p) => ({
    subject: disputeMails.decidedSubject(p),
    lines: disputeMails.decided(p),
    link: {
      label: disputeMails.decidedLink,
      path: `/${p.side === 'buyer' ? 'buy' : 'sell'}/disputes/${p.dispute}`,
    },
  }),
  seller_reviewed: (p) => ({
    subject: moderationMails.sellerSubject(p),
    lines: moderationMails.seller(p),
    link: { label: moderationMails.offersLink, path: '/sell/offers' },
  }),
  offer_reviewed: (p) => ({
    subject: moderationMails.offerSubject(p),
    lines: moderationMails.offer(p),
    link: { label: moderationMails.offerLink, path: `/sell/offers/${p.offer}` },
  }),
  ...sellerMoneyMails,
  ...personMails,
  ...troubleMails,
  offer_full: (p) => ({
    subject: closureMails.subject,
    lines: closureMails.lines(p),
    link: { label: closureMails.link, path: `/sell/offers/${p.offer}` },
  }),
  regions_full: (p) => ({
    subject: fullRegionMails.subject,
    lines: fullRegionMails.lines(p),
    link: { label: closureMails.link, path: `/sell/offers/${p.offer}` },
  }),
  ask_moved: (p) => ({
    subject: askMails.movedSubject(p),
    lines: askMails.moved(p),
    link: { label: askMails.open, path: `/sell/offers/${p.offer}/price` },
  }),
  ask_left_band: (p) => ({
    subject: askMails.leftSubject(p),
    lines: askMails.left(p),
    link: { label: askMails.open, path: `/sell/offers/${p.offer}/price` },
  }),
  ask_beyond_limits: (p) => ({
    subject: askMails.beyondSubject(p),
    lines: askMails.beyond(p),
    link: { label: askMails.open, path: `/sell/offers/${p.offer}/price` },
  }),
  ask_paused: (p) => ({
    subject: askMails.pausedSubject(p),
    lines: askMails.paused(p),
    link: { label: askMails.open, path: `/sell/offers/${p.offer}/price` },
  }),
  season_outlook: (p) => ({
    subject: outlookMails.subject(p),
    lines: outlookMails.lines(p),
    link: {
      label: outlookMails.open,
      path: `/prices?niche=${p.nicheCode}&region=${p.regionCode}`,
    },
    other: { label: outlookMails.off, path: p.off ?? '' },
    ...(p.off && { stopPath: p.off }),
  }),
  import_done: (p) => ({
    subject: importMails.doneSubject,
    lines: importMails.done(p),
    link: { label: importMails.doneLink, path: `/sell/import/${p.import}` },
  }),
  import_stopped: (p) => ({
    subject: importMails.stoppedSubject,
    lines: importMails.stopped(p),
    link: { label: importMails.stoppedLink, path: `/sell/import/${p.import}` },
  }),
  wallet_low: (p) => ({
    subject: cardMails.lowSubject(p),
    lines: cardMails.low(p),
    link: { label: cardMails.lowLink, path: `/buy/wallet/top-up?currency=${p.currency}` },
  }),
  recharge_paid: (p) => ({
    subject: cardMails.paidSubject(p),
    lines: cardMails.paid(p),
    link: { label: cardMails.paidLink, path: `/buy/wallet/recharge?currency=${p.currency}` },
  }),
  recharge_asks: (p) => ({
    subject: cardMails.asksSubject(p),
    lines: cardMails.asks(p),
    link: { label: cardMails.asksLink, path: '/buy/wallet/confirm' },
  }),
  recharge_declined: (p) => ({
    subject: cardMails.declinedSubject(p),
    lines: cardMails.declined(p),
    link: { label: cardMails.declinedLink, path: `/buy/wallet/recharge?currency=${p.currency}` },
  }),
  bank_money_booked: (p) => ({
    subject: bankMails.bookedSubject(p),
    lines: bankMails.booked(p),
    link: { label: bankMails.bookedLink, path: `/buy/wallet/bank/${p.invoice}` },
  }),
  bank_details_changed: (p) => ({
    subject: bankMails.detailsSubject,
    lines: bankMails.details(p),
    link: { label: bankMails.detailsLink, path: '/sell/earnings/bank' },
  }),
  bank_details_removed: (p) => ({
    subject: bankMails.removedSubject,
    lines: bankMails.removed(p),
    link: { label: bankMails.detailsLink, path: '/sell/earnings/bank' },
  }),
  bank_payout_returned: (p) => ({
    subject: bankMails.returnedSubject(p),
    lines: bankMails.returned(p),
    link: { label: bankMails.returnedLink, path: '/sell/earnings/bank' },
  }),
  price_model_refused: (p) => ({
    subject: refusedFitMail.subject(p),
    lines: refusedFitMail.lines(p),
    link: { label: refusedFitMail.link, path: '/admin/price-jobs/refused' },
  }),
  price_update_refused: (p) => ({
    subject: 'Today’s sales are not taken into the prices',
    lines: [
      `The update ${p.version} of the price model, from ${p.fresh} sales since last night’s fit, was not published: the fit alone tells these sales better. Quotes go on as they were.`,
      'Later updates are tried each hour, and refused ones are not told of again today. Look whether prices of late are odd; tonight’s fit starts from all sales.',
    ],
    link: { label: 'Look at the price jobs', path: '/admin/price-jobs' },
  }),
} as const satisfies Record<string, (params: MailParams) => Mail>;

export type MailTemplate = keyof typeof mailTemplates;
