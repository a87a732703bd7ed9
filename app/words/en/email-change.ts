import type { MailParams } from './mail.ts';

/** Moving to another e-mail address. */
export const emailChangeWords = {
  meta: 'E-mail address – Birja',
  title: 'E-mail address',
  back: 'Profile',
  intro: (email: string) =>
    `You log in with ${email}, and all mails go there. A link to the new address shows that it is yours; the old one gets a notice by which the change can be stopped.`,
  link: 'Change the address',
  email: 'New e-mail address',
  emailError: 'Enter an e-mail address, like olena@example.com.',
  password: 'Your password',
  passwordError: 'Enter your password.',
  code: 'Code from your authenticator',
  codeHint: 'Six digits. Each works once.',
  recovery: 'Or a recovery code',
  submit: 'Send the link',
  waits: {
    title: 'One step is left',
    text: (email: string) =>
      `Open the link that went to ${email}. Until then nothing changes. It works until`,
    drop: 'Keep the old address',
  },
  done: {
    sent: { title: 'The link is on its way' },
    dropped: { title: 'The address stays as it is' },
    changed: {
      title: 'Your address is changed',
      text: 'Log in with it from now on. All other devices were logged out.',
    },
  },
  confirm: {
    meta: 'Change your address – Birja',
    title: 'Move to this address',
    intro: 'One press, and you log in with this address. All other devices are logged out.',
    submit: 'Change my address',
  },
  stop: {
    meta: 'Stop the change – Birja',
    title: 'Stop the change of address',
    intro:
      'The account stays with the old address, or comes back to it. Whoever asked for the change knows the password, so it stops working, everybody is logged out, and a link for a new password comes to the old address.',
    submit: 'Stop the change',
  },
  stopped: {
    title: 'The change is stopped',
    text: 'Everybody was logged out. A link for a new password is on its way to the old address.',
  },
} as const;

const NOT_YOU = 'If it was not you, nothing needs to be done: without this link nothing happens.';

export const emailChangeMails = {
  email_change: (p: MailParams) => ({
    subject: 'Confirm your new e-mail address',
    lines: [
      'Somebody, most likely you, wants to move their account at Birja to this address. Confirm that it is yours.',
      'The link works for 24 hours, once.',
      NOT_YOU,
    ],
    link: { label: 'Change my address', path: `/change-email?token=${p.token}` },
  }),
  email_change_taken: () => ({
    subject: 'You already have an account',
    lines: [
      'Somebody, most likely you, wants to move their account at Birja to this address. It has an account of its own already, so nothing was changed.',
      'If it was not you, nothing needs to be done.',
    ],
    link: { label: 'Log in', path: '/log-in' },
  }),
  email_change_asked: (p: MailParams) => ({
    subject: 'Your e-mail address is to be changed',
    lines: [
      `Somebody, most likely you, asked to move your account at Birja from this address to ${p.email}. It moves once the link that went there is opened.`,
      'If it was not you, stop it: whoever asked knows your password. This works for 7 days, even after the address was changed.',
    ],
    link: { label: 'Stop the change', path: `/stop-email-change?token=${p.token}` },
  }),
  email_changed: (p: MailParams) => ({
    subject: 'Your e-mail address was changed',
    lines: [
      `Your account at Birja was moved from this address to ${p.email} just now.`,
      'If it was not you, undo it: the account comes back to this address, everybody is logged out, and you choose a new password. It works for 7 days from when the change was asked for.',
    ],
    link: { label: 'Undo the change', path: `/stop-email-change?token=${p.token}` },
  }),
};
