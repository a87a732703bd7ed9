import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { regionNamed } from '#app/domain/catalog/region-named.ts';
import type { Arrival, Reading, Reply, Result } from '#app/domain/leads/channels/adapter.ts';
import { ADAPTERS } from '#app/domain/leads/channels/adapters.ts';
import type { LeadChannel } from '#app/domain/leads/channels/channel.ts';
import { draftLead, isConsentRefused, type LeadDraft } from '#app/domain/leads/channels/lead-draft.ts';
import { clean } from '#app/domain/leads/channels/read-fields.ts';
import type { Intake, Taken } from '#app/domain/leads/intake.ts';
import { isKnownNumber } from '#app/domain/leads/is-known-number.server.ts';
import {
  eventHashOf,
  findTakenEvent,
  recordChannelEvent,
} from '#app/domain/leads/record-channel-event.server.ts';
import { forgetSaid, recallSaid, rememberSaid } from '#app/domain/leads/remember-said.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { leadBody, prepareBody } from './leads.ts';
import { fieldErrors } from './problem.ts';

type Context = {
  readonly db: Db;
  readonly now: Date;
  readonly takeLead: (intake: Intake) => Promise<Taken>;
};

type LeadReading = Extract<Reading, { kind: 'lead' }>;

export type Received = {
  readonly reply: Reply;
  /** Null where nothing was to become of it: a handshake, or half of a dialogue. */
  readonly result: Result | null;
  /** The request for a lead that was made of it, for who tries a channel. */
  readonly draft: LeadDraft | null;
};

/** Why a request is refused for now: the sender tries again, and what is mended meanwhile lets it in. */
const FOR_NOW = ['offer_not_active', 'niche_forbidden'];

/** What came of a lead, with what refused it where that was the offer. */
type Outcome = Result & { readonly refusal?: Refusal };

/**
 * Takes what came by a channel: its sender is understood by the channel's adapter, and what is a lead goes through the same
 * schema and the same door as a lead by the API. The same event again is the same lead.
 * @param input.isTest a sample, sent from the channel's page: it makes a test lead
 * @throws Refusal `channel_paused`, `channel_unreadable`, `channel_secret_wrong`, those of `prepareBody` that pass with time, and for
 * senders that are told so, `channel_lead_refused`
 */
export async function receiveEvent(
  context: Context,
  input: { channel: LeadChannel; arrival: Arrival; isTest: boolean },
): Promise<Received> {
  const { db, now } = context;
  const { channel, arrival, isTest } = input;
  if (channel.status === 'paused' && !isTest) throw new Refusal('channel_paused');
  const adapter = ADAPTERS[channel.kind];
  const reading = await adapter.read(arrival, channel);
  if (reading.kind === 'answer') return { reply: reading.reply, result: null, draft: null };
  if (reading.kind === 'heard') {
    await rememberSaid(db, { channelId: channel.id, chat: reading.chat, said: reading.said, now });
    return { reply: reading.reply, result: null, draft: null };
  }
  // A sample is another each time; a real event is the same as long as its sender says so.
  const eventHash = eventHashOf(
    db,
    channel.id,
    isTest ? `test ${now.getTime()} ${reading.eventId}` : reading.eventId,
  );
  const draft = reading.kind === 'lead' ? await draftOf(context, channel, reading, isTest) : null;
  const outcome: Outcome =
    reading.kind === 'passed_over'
      ? { outcome: 'passed_over', code: reading.code }
      : await takeOnce(context, { channel, reading, draft: draft ?? {}, eventHash });
  const { refusal, ...result } = outcome;
  await recordChannelEvent(db, { channelId: channel.id, eventHash, result, isTest, now });
  if (result.outcome === 'taken' && reading.kind === 'lead' && reading.chat !== null)
    await forgetSaid(db, { channelId: channel.id, chat: reading.chat });
  if (refusal && FOR_NOW.includes(refusal.code)) throw refusal;
  const reply = adapter.answer(result, arrival, channel.settings);
  if (reply === null && !isTest)
    throw new Refusal('channel_lead_refused', { code: result.outcome === 'refused' ? result.code : '' });
  return { reply: reply ?? { type: 'json', body: {} }, result, draft };
}

async function draftOf(
  { db, now }: Context,
  channel: LeadChannel,
  reading: LeadReading,
  isTest: boolean,
): Promise<LeadDraft> {
  const { organisationId, offerId, settings } = channel;
  const [reference, offer, said] = await Promise.all([
    readReference(db.pool),
    readOffer(db, { organisationId, offerId }),
    reading.chat === null ? null : recallSaid(db, { channelId: channel.id, chat: reading.chat }),
  ]);
  const fields = new Map(reading.fields);
  if (said?.text) fields.set('message', clean([said.text, fields.get('message')].filter(Boolean).join('\n')));
  if (said?.sub && !fields.has('sub1')) fields.set('sub1', said.sub);
  return draftLead({
    fields,
    settings,
    questions: (offer && reference.niches.get(offer.niche)?.questions) || [],
    offerId,
    regionOf: (text) => regionNamed(reference, offer?.regions ?? [], text),
    agreedAt: reading.agreedAt,
    isTest,
    now,
  });
}

/** The lead that the event is or was; or why it is none. */
async function takeOnce(
  context: Context,
  input: { channel: LeadChannel; reading: LeadReading; draft: LeadDraft; eventHash: Buffer },
): Promise<Outcome> {
  const { db, now, takeLead } = context;
  const { channel, reading, draft, eventHash } = input;
  const earlier = await findTakenEvent(db, { channelId: channel.id, eventHash });
  if (earlier !== null) return { outcome: 'taken', leadId: earlier };
  if (isConsentRefused(reading.fields, channel.settings)) return refusedFor('consent_not_given');
  const body = leadBody.safeParse(draft, { reportInput: true });
  if (!body.success) return refusedFor(fieldErrors(body.error.issues)[0]?.code ?? 'invalid');
  const prepared = await prepareBody(db, channel.organisationId, body.data).catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });
  if (prepared instanceof Refusal) return { ...refusedFor(prepared.code), refusal: prepared };
  const { phoneE164 } = prepared.contact;
  const isByNumber = reading.onlyNewNumbers && !prepared.test && phoneE164 !== null;
  if (isByNumber && (await isKnownNumber(db, { prepared, now }))) return KNOWN_NUMBER;
  // Two events of one new number at once, or one event twice: the key lets one of them in.
  const key = isByNumber
    ? lookupHash(db.keys.lookup, 'channel-number', `${prepared.offer.niche}\n${phoneE164}`)
    : eventHash;
  const taken = await takeLead({
    prepared,
    idempotency: { key: key.toString('base64url'), requestHash: eventHash },
    waitMs: 0,
    now,
  });
  if (taken.kind === 'key_reused') return KNOWN_NUMBER;
  return { outcome: 'taken', leadId: taken.kind === 'taken' ? taken.lead.id : taken.leadId };
}

const KNOWN_NUMBER: Result = { outcome: 'passed_over', code: 'known_number' };

function refusedFor(code: string): Result {
  return { outcome: 'refused', code };
}
