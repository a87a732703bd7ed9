import { type Answer, answers, type Question } from '#app/domain/catalog/question.ts';
import { SECOND_MS } from '#app/kernel/time.ts';
import type { ChannelSettings } from './channel.ts';
import { guessTarget, type Target } from './field-names.ts';
import type { Fields } from './read-fields.ts';

const LIMITS = {
  name: 200,
  phone: 64,
  email: 320,
  city: 120,
  campaign: 200,
  sub: 200,
  url: 2_000,
  externalId: 200,
};
const EXTRA_LIMIT = 40;
const EXTRA_NAME_LIMIT = 64;
const EXTRA_VALUE_LIMIT = 500;
const SUBS = 5;
/** A consent field that holds more than a tick holds the words themselves. */
const WORDING_LEAST = 20;
const YES = /^(1|y|yes|true|on|ok|checked|agree|agreed|accepted|да|так|bəli|beli|igen|այո|тийм|☑|✓|✔)$/iu;

/** A request for a lead in the shape of the API's, made of what came by a channel. */
export type LeadDraft = { readonly [field: string]: unknown };

/** The value of what is `target` here, by the channel's mapping first, then by its name. */
export function findTarget(
  fields: Fields,
  mapping: ChannelSettings['mapping'],
  target: Target,
): string | null {
  for (const [name, value] of fields) if (targetOf(name, mapping) === target) return value;
  return null;
}

function targetOf(name: string, mapping: ChannelSettings['mapping']): Target | null {
  return Object.hasOwn(mapping, name) ? (mapping[name] as Target) : guessTarget(name);
}

/** Whether somebody was asked for their consent by this sender and did not give it. */
export function isConsentRefused(fields: Fields, { mapping }: ChannelSettings): boolean {
  const given = findTarget(fields, mapping, 'consent');
  if (given !== null) return !YES.test(given) && given.length < WORDING_LEAST;
  // A box that is not ticked is mostly not sent at all.
  return Object.values(mapping).includes('consent');
}

/**
 * Makes a request for a lead of what came: fields go where the mapping or their names say, answers to the niche's questions
 * become typed, all else is kept as extra answers. Region, kind of channel and consent are the channel's where the sender
 * says nothing.
 * @param isRegion whether a code is one of a region
 */
export function draftLead(input: {
  fields: Fields;
  settings: ChannelSettings;
  questions: readonly Question[];
  offerId: string;
  /** The region that a text names; null where it names none for sure. */
  regionOf: (text: string) => string | null;
  agreedAt: Date | null;
  isTest: boolean;
  now: Date;
}): LeadDraft {
  const { fields, settings, questions, now } = input;
  const found = new Map<Target, string>();
  const attributes: Record<string, Answer | string> = {};
  for (const [name, value] of fields) {
    const target = targetOf(name, settings.mapping);
    const question = questions.find(
      ({ key }) => target === `attributes.${key}` || (target === null && key === name),
    );
    const answer = question && toAnswer(question, value);
    if (question && answer !== undefined) attributes[question.key] = answer;
    else if (target !== null && !target.startsWith('attributes.') && !found.has(target))
      found.set(target, value);
    else if (target !== 'ignore') addExtra(attributes, questions, name, value);
  }
  const text = (target: Target, limit: number) => found.get(target)?.slice(0, limit).toWellFormed() ?? null;
  const place = text('region', LIMITS.city);
  const region = place === null ? null : input.regionOf(place);
  const wording = found.get('consent') ?? '';
  const language = /^([a-z]{2,3})([-_]|$)/i.exec(found.get('language') ?? '')?.[1]?.toLowerCase() ?? null;
  return {
    offer_id: input.offerId,
    contact: {
      name: nameOf(found)?.slice(0, LIMITS.name).toWellFormed() ?? null,
      phone: text('phone', LIMITS.phone),
      email: emailIn(found.get('email'))?.slice(0, LIMITS.email) ?? null,
    },
    region: region ?? settings.region,
    // What is no region may be a town.
    city: text('city', LIMITS.city) ?? (region === null ? place : null),
    language,
    message: found.get('message') ?? null,
    attributes,
    channel: settings.channel,
    source: {
      url: text('url', LIMITS.url),
      campaign: text('campaign', LIMITS.campaign),
      traffic: settings.traffic,
      sub_ids: subsOf(found),
    },
    consent: {
      text: wording.length >= WORDING_LEAST ? wording : settings.consent.text,
      url: settings.consent.url,
      given_at: (momentOf(found.get('consent_at'), now) ?? input.agreedAt ?? now).toISOString(),
    },
    external_id: text('external_id', LIMITS.externalId),
    test: input.isTest,
  };
}

function nameOf(found: ReadonlyMap<Target, string>): string | null {
  const parts = [found.get('first_name'), found.get('last_name')].filter((part) => part !== undefined);
  return found.get('name') ?? (parts.length > 0 ? parts.join(' ') : null);
}

/** Mail programs write `olena@example.com <mailto:olena@example.com>`. */
function emailIn(text: string | undefined): string | null {
  if (text === undefined) return null;
  return /[^\s<>:"',;()]+@[^\s<>:"',;()]+/.exec(text)?.[0] ?? text;
}

/** Empty ones in between stay, so that each keeps its number. */
function subsOf(found: ReadonlyMap<Target, string>): string[] {
  const subs = Array.from(
    { length: SUBS },
    (_, index) =>
      found
        .get(`sub${index + 1}` as Target)
        ?.slice(0, LIMITS.sub)
        .toWellFormed() ?? '',
  );
  return subs.slice(0, subs.findLastIndex((sub) => sub !== '') + 1);
}

/** A moment with its time zone, or seconds since 1970. What has not come yet is no moment of anything. */
function momentOf(text: string | undefined, now: Date): Date | null {
  const given = text ?? '';
  const at = /^\d{10}$/.test(given)
    ? new Date(Number(given) * SECOND_MS)
    : /\dT\d.*(Z|[+-]\d\d:?\d\d)$/.test(given)
      ? new Date(given)
      : null;
  return at && !Number.isNaN(at.getTime()) && at <= now ? at : null;
}

function toAnswer(question: Question, text: string): Answer | undefined {
  const options = question.options ?? [];
  const optionOf = (said: string) =>
    options.find(
      ({ value, label }) =>
        value === said || Object.values(label).some((one) => one.toLowerCase() === said.toLowerCase()),
    )?.value ?? said;
  const value = {
    integer: () => Number(text.replace(/\s/g, '')),
    number: () => Number(text.replace(/\s/g, '').replace(',', '.')),
    boolean: () => (YES.test(text) ? true : /^(0|n|no|false|off|нет|ні)$/iu.test(text) ? false : text),
    choice: () => optionOf(text),
    choices: () => text.split(/\s*[,;]\s*/).map(optionOf),
  }[question.type]();
  return answers(question, value) ? value : undefined;
}

/** An answer that does not fit its question is kept under another name, lest the whole lead be refused for it. */
function addExtra(
  attributes: Record<string, Answer | string>,
  questions: readonly Question[],
  name: string,
  value: string,
): void {
  const isTaken = questions.some(({ key }) => key === name);
  const key = `${isTaken ? `${name}_as_sent` : name}`.slice(0, EXTRA_NAME_LIMIT).toWellFormed();
  if (Object.keys(attributes).length < EXTRA_LIMIT && key !== '__proto__')
    attributes[key] = value.slice(0, EXTRA_VALUE_LIMIT).toWellFormed();
}
