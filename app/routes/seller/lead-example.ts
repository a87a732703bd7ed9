import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import type { Json } from './write-literal.ts';

/** Numbers of offices that answer to anybody, by country: an example must not ring at a person's. */
const PHONES: Readonly<Record<string, string>> = {
  UA: '+380442358907',
  RU: '+74957777777',
  KZ: '+77172741111',
  AZ: '+994124924137',
  AM: '+37410514514',
  HU: '+3614888888',
  MN: '+97611263333',
};
const FALLBACK_PHONE = '+380442358907';
const EXAMPLE_NAME = 'Olena';

/** A test lead as an offer would take it, with an answer to each question of its niche. */
export function leadExample(
  offer: Offer,
  questions: readonly Question[],
  now: Date,
): { [key: string]: Json } {
  const region = offer.regions[0] ?? '';
  return {
    offer_id: offer.id,
    contact: { name: EXAMPLE_NAME, phone: PHONES[region.slice(0, 2)] ?? FALLBACK_PHONE },
    region,
    ...(offer.languages[0] === undefined ? {} : { language: offer.languages[0] }),
    channel: offer.channels[0] ?? 'form',
    attributes: Object.fromEntries(questions.map((question) => [question.key, exampleAnswer(question)])),
    source: { campaign: 'autumn', sub_ids: ['click-1041'] },
    consent: { text: offer.consentText, given_at: `${now.toISOString().slice(0, 19)}Z` },
    test: true,
  };
}

function exampleAnswer(question: Question): Json {
  const first = question.options?.[0]?.value ?? '';
  switch (question.type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return question.min ?? Math.min(2, question.max ?? 2);
    case 'choice':
      return first;
    case 'choices':
      return [first];
  }
}
