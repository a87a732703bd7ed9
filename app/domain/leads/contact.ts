/** That a number was told a code, which whoever left it then typed; by what way and when (ISO 8601). */
export type Verified = { readonly method: 'sms' | 'flash_call'; readonly at: string };

/** Everything that could name or reach the person behind a lead. It is stored sealed and nowhere else. */
export type Contact = {
  readonly name: string | null;
  /** As the seller sent it. */
  readonly phone: string | null;
  /** The same in international form; null where it cannot be one. */
  readonly phoneE164: string | null;
  readonly email: string | null;
  readonly message: string | null;
  readonly photos: readonly string[];
  readonly sourceUrl: string | null;
  /** The page before the one where the lead was made. */
  readonly referrer?: string | null;
  /** Only a form of ours makes sure of it; no sender can say so. */
  readonly verified?: Verified | null;
  readonly consentUrl: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** As the seller wrote it; the lead itself names only a city that is known. */
  readonly city: string | null;
  /** Answers that no question of the niche asks for: free text, so they are kept with the contact. */
  readonly extraAttributes: Readonly<Record<string, unknown>>;
};

/** A contact as it is disclosed, with the words its person agreed to. */
export type Disclosed = Contact & { readonly consent: { readonly text: string; readonly givenAt: Date } };
