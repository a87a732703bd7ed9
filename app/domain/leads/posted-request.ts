import type { Masked } from './mask-request.ts';

/** A request to the posting API as it was answered, still with all that it said: it is kept only masked. */
export type NotedRequest = {
  readonly organisationId: string;
  readonly at: Date;
  readonly status: number;
  /** As it was parsed; undefined where it could not be. */
  readonly body: unknown;
  /** The answer's text. */
  readonly answer: string;
};

/** What was answered, by codes: sentences may repeat what was sent. */
export type PostedAnswer = {
  /** Why it was refused, or the lead's state when the answer went out. */
  readonly code: string;
  readonly leadId: string | null;
  readonly errors: readonly { readonly field: string; readonly code: string }[];
};

/** The same as it may be looked at again. */
export type PostedRequest = {
  readonly id: string;
  readonly at: Date;
  readonly status: number;
  /** False where the request named no offer of the seller's. */
  readonly isOfOffer: boolean;
  /** Null where the body could not be read. */
  readonly request: Masked;
  readonly answer: PostedAnswer;
};

/** So many are kept of an offer, and of all that named none. */
export const REQUESTS_KEPT = 50;
