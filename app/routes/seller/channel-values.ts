import { type CHANNELS, type Offer, TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import {
  type ChannelKind,
  type ChannelSettings,
  channelSettings,
  type LeadChannel,
} from '#app/domain/leads/channels/channel.ts';
import { isTarget } from '#app/domain/leads/channels/field-names.ts';
import { channelWords } from '#app/words/en/channels.ts';
import { type Failed, failed, one, parseForm, type Typed } from '../form.ts';

const words = channelWords.form;
const NAME_LIMIT = 100;

/** The fields of the form by the paths of the schema. */
const FIELDS = {
  region: 'region',
  channel: 'channel',
  traffic: 'traffic',
  'consent.text': 'consent_text',
  'consent.url': 'consent_url',
  mapping: 'mapping',
  'call.leastSeconds': 'least_seconds',
  'bot.question': 'question',
  'bot.button': 'button',
  'bot.thanks': 'thanks',
};

const USUAL: Readonly<Record<ChannelKind, (typeof CHANNELS)[number]>> = {
  webhook: 'form',
  email: 'email',
  vk: 'social',
  telegram: 'messenger',
  call: 'call',
};

/** What a new channel's form begins with. */
export function newChannelTyped(kind: ChannelKind, offer: Offer): Typed {
  return {
    kind: [kind],
    name: [channelWords.kinds[kind].name],
    region: [offer.regions[0] ?? ''],
    channel: [USUAL[kind]],
    traffic: [offer.traffic[0] ?? ''],
    consent_text: [offer.consentText],
    consent_url: [offer.landingUrl ?? ''],
    mapping: [''],
    least_seconds: ['0'],
    takes_missed: ['yes'],
    question: [words.defaults.question],
    button: [words.defaults.button],
    thanks: [words.defaults.thanks],
    confirmation: [''],
  };
}

/** A channel as its form shows it. */
export function channelTyped(channel: LeadChannel): Typed {
  const { settings } = channel;
  return {
    kind: [channel.kind],
    name: [channel.name],
    region: [settings.region],
    channel: [settings.channel],
    traffic: [settings.traffic ?? ''],
    consent_text: [settings.consent.text],
    consent_url: [settings.consent.url ?? ''],
    mapping: [
      Object.entries(settings.mapping)
        .map(([name, target]) => `${name} = ${target}`)
        .join('\n'),
    ],
    least_seconds: [String(settings.call.leastSeconds)],
    takes_missed: [settings.call.takesMissed ? 'yes' : 'no'],
    question: [settings.bot.question],
    button: [settings.bot.button],
    thanks: [settings.bot.thanks],
    confirmation: [channel.secrets.confirmation],
    shown: ['yes'],
  };
}

type Read = { name: string; settings: ChannelSettings; confirmation: string };

/** Reads the form of a channel; the wording has to be confirmed as shown. @param typed with its `kind` */
export function readChannelForm(
  typed: Typed,
  offer: Offer,
): { ok: true; data: Read } | { ok: false; failed: Failed } {
  const { mapping, wrong } = readMapping(one(typed, 'mapping'));
  const usual = newChannelTyped((one(typed, 'kind') || 'webhook') as ChannelKind, offer);
  // What a kind does not ask for is as it is for a new one.
  const said = (name: string) => (typed[name] === undefined ? one(usual, name) : one(typed, name));
  const parsed = parseForm(
    channelSettings,
    typed,
    {
      region: offer.regions.includes(said('region')) ? said('region') : '',
      channel: said('channel'),
      traffic: TRAFFIC_KINDS.find((kind) => kind === said('traffic')) ?? null,
      consent: { text: said('consent_text'), url: said('consent_url').trim() || null },
      mapping,
      call: { leastSeconds: Number(said('least_seconds')), takesMissed: said('takes_missed') === 'yes' },
      bot: { question: said('question'), button: said('button'), thanks: said('thanks') },
    },
    FIELDS,
  );
  const errors = {
    ...(parsed.ok ? {} : parsed.failed.errors),
    ...(wrong === null ? {} : { mapping: words.mappingError(wrong.slice(0, 60)) }),
    ...(one(typed, 'shown') === 'yes' ? {} : { shown: words.shownError }),
  };
  if (!parsed.ok || Object.keys(errors).length > 0) return { ok: false, failed: failed(typed, errors) };
  const name = one(typed, 'name').trim().slice(0, NAME_LIMIT) || one(usual, 'name');
  return {
    ok: true,
    data: { name, settings: parsed.data, confirmation: one(typed, 'confirmation').trim().slice(0, 100) },
  };
}

/** Lines of `theirs = ours`; the first that is none is named. */
function readMapping(text: string): { mapping: Record<string, string>; wrong: string | null } {
  const mapping: Record<string, string> = {};
  let wrong: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const at = line.lastIndexOf('=');
    const [theirs, ours] = [line.slice(0, Math.max(at, 0)).trim(), line.slice(at + 1).trim()];
    if (theirs === '' || theirs === '__proto__' || !isTarget(ours)) wrong ??= line.trim();
    else mapping[theirs] = ours;
  }
  return { mapping, wrong };
}
