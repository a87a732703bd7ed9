import type { ChannelSecrets, ChannelSettings, PassedOver } from './channel.ts';
import type { Fields } from './read-fields.ts';

/** A request as it came. */
export type Arrival = {
  readonly body: Buffer;
  readonly contentType: string;
  /** The header by which Telegram proves itself; empty where there is none. */
  readonly secretHeader: string;
};

/** What is answered to the sender. */
export type Reply =
  | { readonly type: 'text'; readonly body: string }
  | { readonly type: 'json'; readonly body: { readonly [name: string]: unknown } };

/** What a request turned out to be. */
export type Reading =
  /** A handshake, or news of what is no lead: answered and forgotten. */
  | { readonly kind: 'answer'; readonly reply: Reply }
  /** A lead might have come of it and does not, by what the channel is set to. */
  | { readonly kind: 'passed_over'; readonly eventId: string; readonly code: PassedOver }
  /** Somebody wrote to a bot; what they said is kept until they give their number. */
  | { readonly kind: 'heard'; readonly chat: string; readonly said: Said; readonly reply: Reply }
  | {
      readonly kind: 'lead';
      /** The sender's own id of it: the same again is the same lead. */
      readonly eventId: string;
      readonly fields: Fields;
      /** When the person agreed, where the sender says so. */
      readonly agreedAt: Date | null;
      /** Whose words kept from before belong to it. */
      readonly chat: string | null;
      /** Whether a number that is known already makes no new lead. */
      readonly onlyNewNumbers: boolean;
    };

export type Said = { readonly text: string; readonly sub: string };

/** What came of a lead, to be said in the sender's own way. */
export type Result =
  | { readonly outcome: 'taken'; readonly leadId: string }
  | { readonly outcome: 'passed_over'; readonly code: PassedOver }
  /** It can never become a lead as it stands. */
  | { readonly outcome: 'refused'; readonly code: string };

/** How one kind of sender is understood and answered. Pure: what it needs to know is handed in. */
export type Adapter = {
  /** @throws Refusal `channel_unreadable`, `channel_secret_wrong` */
  readonly read: (
    arrival: Arrival,
    channel: { readonly settings: ChannelSettings; readonly secrets: ChannelSecrets },
  ) => Promise<Reading> | Reading;
  /** What is answered to a request of a lead; null where a refusal is answered as one. */
  readonly answer: (result: Result, arrival: Arrival, settings: ChannelSettings) => Reply | null;
};

/** Senders that read JSON hear what became of it; what can never be a lead is refused as such. */
export function answerJson(result: Result): Reply | null {
  if (result.outcome === 'refused') return null;
  return {
    type: 'json',
    body:
      result.outcome === 'taken'
        ? { status: 'accepted', lead_id: result.leadId }
        : { status: 'ignored', code: result.code },
  };
}
