/** Signing up and in. */
export const authWords = {
  fields: {
    name: 'Your name',
    nameHint: 'As colleagues know you. Nobody outside of your organisation sees it.',
    email: 'E-mail',
    password: 'Password',
    newPassword: 'New password',
    newPasswordHint:
      'At least 10 characters. Several words that do not belong together are easy to remember.',
    code: 'Code from your authenticator',
    codeHint: 'Six digits. Each works once.',
    recoveryCode: 'Recovery code',
    recoveryCodeHint: 'One of the codes you kept when you set the authenticator up. Each works once.',
  },
  errors: {
    name: 'Enter your name: up to 80 characters, no web addresses.',
    email: 'Enter an e-mail address, like olena@example.com.',
    password: 'Enter a password.',
  },
  organisationErrors: {
    organisation: 'Enter the name of the organisation: up to 80 characters, no web addresses.',
    trade: 'Choose what the organisation does here.',
    country: 'Choose the country in which the organisation is at home.',
    timezone: 'Choose a time zone.',
    landing_url:
      'Enter the whole address of the page, beginning with https:// or http://, or leave it empty.',
  },
  organisation: {
    name: 'Organisation',
    nameHint: 'A company, or your own name if you work alone. The other side of a sale does not see it.',
    country: 'Country',
    countryHint:
      'If you sell: earnings go by Stripe to a bank account in a country it serves, which Ukraine and Russia, for example, are not.',
    tradesHere: 'Where leads are traded here',
    elsewhere: 'Other countries',
    chooseCountry: 'Choose a country',
    timezone: 'Time zone',
    timezoneHint: 'Caps, budgets and hours go by its clock.',
    trade: 'What will it do here?',
    trades: {
      sells: {
        label: 'Sell leads',
        hint: 'A moderator looks at who you are before your first offer is shown.',
      },
      buys: { label: 'Buy leads', hint: 'You can order as soon as the wallet is topped up.' },
      both: { label: 'Both', hint: 'Buying begins at once, selling after the moderator’s look.' },
    },
    landingUrl: 'Page on which your leads are made',
    landingUrlHint: 'If you sell: the moderator looks at it, and decides sooner when there is one.',
  },
  mailBox: 'The sandbox’s mail box',
  mailBoxBefore: 'No mail leaves this machine: what would be sent lies in ',
  signUp: {
    meta: 'Sign up – Birja',
    title: 'Sign up',
    intro: 'One account for you and one organisation that you own. Colleagues are invited later.',
    you: 'You',
    theOrganisation: 'Your organisation',
    submit: 'Create account and organisation',
    closed: {
      title: 'Nobody can sign up at the moment',
      text: 'Who was invited by an organisation that is here already can join by the link in that mail.',
    },
    known: 'You have an account? ',
    logIn: 'Log in',
  },
  confirm: {
    meta: 'Confirm your address – Birja',
    title: 'Look into your mail',
    intro:
      'We sent a link to the address you gave. It shows that the address is yours, and then you can begin.',
    introFor: (email: string) =>
      `We sent a link to ${email}. It shows that the address is yours, and then you can begin.`,
    hint: 'It comes within a minute. If it does not, look among what was sorted out as spam, or have it sent again.',
    resend: 'Send the link again',
    done: {
      sent: {
        title: 'Sent',
        text: 'If the address can get a link, it is on its way. Only the newest mail matters.',
      },
    },
    press: {
      title: 'Confirm your address',
      intro: 'One press, and the address counts as yours.',
      submit: 'Confirm this address',
    },
    logOut: 'Log out',
    otherAddress: 'This is the wrong address? Log out and sign up with the right one.',
  },
  logIn: {
    meta: 'Log in – Birja',
    title: 'Log in',
    submit: 'Log in',
    forgot: 'Forgot the password?',
    newHere: 'New here? ',
    signUp: 'Sign up',
    done: {
      out: { title: 'You are logged out' },
      confirmed: { title: 'The address is confirmed', text: 'Log in, and you can begin.' },
      moved: { title: 'Your address is changed', text: 'Log in with the new one.' },
      reset: { title: 'The new password is set', text: 'You were logged out everywhere. Log in with it.' },
    },
  },
  code: {
    meta: 'Enter the code – Birja',
    title: 'One more step',
    intro: 'Your account asks for a code after the password.',
    submit: 'Log in',
    noPhone: 'The authenticator is out of reach?',
    submitRecovery: 'Log in with the recovery code',
    other: 'Log in as somebody else',
    notNow: {
      title: 'Log in first',
      intro: 'The code is asked for after e-mail and password.',
    },
    authenticator: 'The sandbox’s authenticator',
    authenticatorBefore: 'No phone at hand? Codes for a secret are shown by ',
  },
  forgot: {
    meta: 'Forgot the password – Birja',
    title: 'Choose a new password',
    intro: 'Enter the address that you log in with. We send a link there that works for one hour.',
    submit: 'Send the link',
    done: {
      sent: {
        title: 'Look into your mail',
        text: 'A mail is on its way to the address. If there is no account with it, the mail says so.',
      },
    },
    back: 'Back to the log-in',
  },
  reset: {
    meta: 'New password – Birja',
    title: 'Choose a new password',
    intro: 'You are logged out everywhere, and log in with the new one.',
    submit: 'Set the new password',
    over: {
      title: 'This link works no more',
      text: 'It was used before, is older than one hour, or was not copied whole.',
      again: 'Send a new link',
    },
  },
  invitation: {
    meta: 'Invitation – Birja',
    title: (organisation: string) => `Work for ${organisation}`,
    intro: (organisation: string, role: string) => `${organisation} invites you to Birja as ${role}.`,
    roles: { owner: 'an owner', manager: 'a manager', agent: 'an agent' },
    accept: (organisation: string) => `Join ${organisation}`,
    join: 'Create account and join',
    for: (email: string) => `The invitation went to ${email}, so your account will have this address.`,
    another: {
      title: (email: string) => `This invitation went to ${email}`,
      text: (email: string) => `You are logged in as ${email}. Log out first, then open the link again.`,
      logOut: 'Log out',
    },
    hasAccount: {
      title: 'This address has an account',
      text: 'Log in with it, and you come back to the invitation.',
      logIn: 'Log in',
    },
    over: {
      title: 'This invitation works no more',
      intro: 'It was accepted, taken back, or is older than a week. Ask whoever invited you for a new one.',
      start: 'To the start page',
    },
  },
} as const;
