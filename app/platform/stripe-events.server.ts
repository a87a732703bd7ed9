import StripeSdk from 'stripe';
import { z } from 'zod';
import { assert } from '#app/kernel/assert.ts';

/** How old a signed event may be, and how far ahead of our clock. Source: the default of Stripe's own libraries. */
const SIGNATURE_TOLERANCE_S = 300;

/** What an event says of itself. What it is about is asked for again, since events come in any order. */
export type SignedEvent = {
  readonly id: string;
  readonly type: string;
  /** The connected account it happened to; null for our own. */
  readonly account: string | null;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
  readonly createdAt: Date;
};

/** The event in a body that one of the secrets signed, or null when none did, its time is not now or it is no event. */
export function readEvent(
  sdk: StripeSdk,
  secrets: readonly string[],
  { body, signature, now }: { body: Buffer; signature: string; now: Date },
): SignedEvent | null {
  // Stripe's library refuses what is too old and takes what is signed for next year.
  const signedAtS = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1] ?? Number.NaN);
  const nowS = now.getTime() / 1_000;
  if (!(signedAtS <= nowS + SIGNATURE_TOLERANCE_S)) return null;
  const isOurs = secrets.some((secret) => isSignedWith(sdk, secret, { body, signature, now }));
  return isOurs ? toEvent(body) : null;
}

/** Of several secrets any may fit: two are in force while one is exchanged for the other. */
function isSignedWith(
  sdk: StripeSdk,
  secret: string,
  { body, signature, now }: { body: Buffer; signature: string; now: Date },
): boolean {
  const { signature: signatures } = sdk.webhooks;
  assert(signatures, 'the library can check signatures');
  try {
    return signatures.verifyHeader(body, signature, secret, SIGNATURE_TOLERANCE_S, undefined, now.getTime());
  } catch (error) {
    if (error instanceof StripeSdk.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

/** What every event says of itself, whatever its version; one of Stripe's newer API has no object in it, and its time written out. */
const eventSchema = z.object({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  account: z.string().max(255).nullish(),
  api_version: z.string().max(64).nullish(),
  created: z.union([z.number().transform((seconds) => new Date(seconds * 1_000)), z.coerce.date()]),
  data: z.object({ object: z.object({ id: z.string().max(255).nullish() }).nullish() }).nullish(),
});

/** Null for what was signed and is no event. */
function toEvent(body: Buffer): SignedEvent | null {
  const { success, data: event } = eventSchema.safeParse(readJson(body));
  if (!success) return null;
  return {
    id: event.id,
    type: event.type,
    account: event.account ?? null,
    apiVersion: event.api_version ?? null,
    objectId: event.data?.object?.id ?? null,
    createdAt: event.created,
  };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
