/** What stands in for the world outside, in the demo only. */
export const sandboxWords = {
  mails: {
    meta: 'Mail box – Birja sandbox',
    title: 'Mail box',
    intro:
      'No mail leaves this machine. What would be sent lies here, newest first; the newest 500 are kept.',
    caption: 'Mails, newest first',
    empty: {
      title: 'No mail yet',
      text: 'Sign up, invite a colleague or forget a password: the mail appears here within a second or two.',
    },
    reload: 'Look again',
    subject: 'Subject',
    to: 'To',
    at: 'Sent',
  },
  mail: {
    meta: 'Mail – Birja sandbox',
    back: 'Mail box',
    to: 'To',
    at: 'Sent',
    text: 'What it says',
  },
  phone: {
    meta: 'Phone – Birja sandbox',
    title: 'Phone',
    intro:
      'No message and no call leaves this machine. Codes and messages that would be sent to phones stand here, newest first.',
    caption: 'Messages and calls, newest first',
    empty: {
      title: 'Nothing came yet',
      text: 'Fill in a form of an offer that promises verified contacts: the code appears here at once. Whose lead is sold and left no e-mail address is told here who has their data.',
    },
    reload: 'Look again',
    to: 'Number',
    way: 'Way',
    ways: { sms: 'Message', flash_call: 'Call' },
    text: 'What it says',
    calling: (code: string) => `A number that ends in ${code} calls`,
    at: 'Came',
  },
  authenticator: {
    meta: 'Authenticator – Birja sandbox',
    title: 'Authenticator',
    intro:
      'Stands in for the program on your phone: paste the secret that was shown when two-factor log-in was set up.',
    secret: 'Secret',
    secretHint: 'Letters and digits, with or without spaces.',
    secretError: 'This is no secret. Copy the whole of it: 32 letters and digits from 2 to 7.',
    submit: 'Show the code',
    code: 'Code now',
    left: (seconds: number) => `Works for ${seconds} more ${seconds === 1 ? 'second' : 'seconds'}.`,
    again: 'Each code works once. Wait for the next one if this was used.',
  },
} as const;
