/** What an operator reads when a process cannot start. */
export const startWords = {
  missing: (name: string) => `${name} is not set. See "Settings" in README.md.`,
  malformed: (name: string, why: string) => `${name} is malformed: ${why}.`,
  notAKey: 'it must be 32 bytes in base64 (make one with: openssl rand -base64 32)',
  notAKeyRing:
    'it must be a list of id:key, each key 32 bytes in base64 (make one with: openssl rand -base64 32)',
  keyIdTwice: (id: string) => `the id ${id} stands there twice, and each key needs its own`,
  notAnOrigin:
    'it must be http:// or https:// and a host, without a path, a query or a log-in, like https://birja.example',
  notASender: 'it must be an address, or a name and an address: Birja <no-reply@birja.example>',
  notAStripeKey: 'it must be a secret or restricted key of Stripe, like sk_live_… or rk_test_…',
  notStripeSecrets:
    'it must be a list of the signing secrets of Stripe’s webhook endpoints, like whsec_…,whsec_…',
  otherStripe:
    'STRIPE_API_URL leads payments to another server than Stripe’s and is for the demo and tests. Unset it.',
  sameSecret: (name: string, other: string) =>
    `${name} and ${other} have the same value. Give each its own (make one with: openssl rand -base64 32).`,
  privateWebhooks:
    'ALLOW_PRIVATE_WEBHOOKS=1 is for the demo and tests: in production it would let customers reach your own network. Unset it.',
  plainHttp:
    'APP_URL is http:, so in production contacts and keys would travel readable by anyone. Use an https: address.',
  noDatabase:
    'DATABASE_URL is not set and no demo is running here. Start one with npm start, or set DATABASE_URL.',
  noConnection: (why: string) =>
    `The database at DATABASE_URL cannot be used (${why}). Check that it runs, and its address, user and password.`,
  migrationChanged: (name: string) =>
    `Migration ${name} was changed after it was applied. Restore the file, or start with an empty database.`,
  migrationUnknown: (name: string) =>
    `The database holds migration ${name}, which this version does not have. Run the version that made it, or a newer one.`,
  migrationFailed: (name: string, why: string) => `Migration ${name} failed and was rolled back: ${why}`,
  behind: 'The database is behind this version. Run npm run migrate first.',
  portTaken: (port: number) => `Port ${port} is taken. Set PORT to a free one.`,
} as const;

/** What a visitor reads when there is no page around the words: the page is what failed, or was not begun. */
export const plainWords = {
  tooMany: (seconds: number) =>
    `Too many requests. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  tooLarge: 'This is more than we take at once.',
  notYours: 'Only an admin who is logged in can do this.',
  malformed: 'We could not read this request.',
  noForm: 'There is no such form.',
  failed: 'Something went wrong on our side. Try again in a moment.',
} as const;
