/** What `rotate-keys` says. */
export const keyWords = {
  parts: {
    'vault.lead_key': 'data keys of leads',
    endpoint: 'secrets of endpoints',
    person: 'secrets of authenticators',
    bank_details: 'bank details',
    bank_payout: 'bank details of payouts',
    mail: 'mails that wait',
    'vault.import_key': 'data keys of imports',
    lead_channel: 'secrets of channels',
    channel_dialogue: 'dialogues with bots',
  } as Readonly<Record<string, string>>,
  begins: (current: string) => `Everything is sealed under the key ${current} from here on.`,
  progress: (part: string, renewed: number) => `${part}: ${renewed} sealed anew`,
  nothing: (part: string) => `${part}: nothing to do`,
  unreadable: (part: string, count: number) =>
    `${part}: ${count} cannot be opened. Their key is not in ENCRYPTION_KEYS, or they were damaged; they were left as they are.`,
  remains: (name: string, count: number, isKnown: boolean) =>
    isKnown
      ? `Keep the key ${name}: ${count} rows are still under it. Run this again.`
      : `${count} rows are under the key ${name}, which is not in ENCRYPTION_KEYS. Put it back and run this again.`,
  free: (name: string) =>
    `Nothing is under the key ${name} any more. It may be removed from ENCRYPTION_KEYS once every web and worker process runs with the new one in front, and is needed again only to read a backup that is older than this run.`,
  onlyOne: 'ENCRYPTION_KEYS holds one key, and everything is under it.',
} as const;
