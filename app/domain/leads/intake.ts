import type { Lead } from './lead.ts';
import type { PreparedLead } from './prepare-lead.ts';

/** A seller's idempotency key and the request it came with, both as keyed hashes: either may hold contact data. */
export type Idempotency = { readonly key: string; readonly requestHash: Buffer };

export type StoredAnswer = { readonly status: number; readonly body: unknown };

/** One lead to take in. `waitMs` is how long its sender waits for the verdict, 0 when they do not. */
export type Intake = {
  readonly prepared: PreparedLead;
  readonly idempotency: Idempotency | null;
  readonly waitMs: number;
  readonly now: Date;
};

export type Taken = { readonly kind: 'taken'; readonly lead: Lead } | Earlier;

/** What became of a request whose key came before. */
export type Earlier =
  /** The key came before with the same request; `answer` is what was answered then, null while that is not known. */
  | {
      readonly kind: 'repeated';
      readonly leadId: string;
      readonly answer: StoredAnswer | null;
      readonly inFlight: boolean;
    }
  | { readonly kind: 'key_reused' };
