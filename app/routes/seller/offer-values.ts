import type { Offer } from '#app/domain/catalog/offer.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { majorOf, parseMajor } from '#app/ui/parse-major.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { all, type Failed, one, type Typed } from '../form.ts';
import { sayErrors } from './say-errors.ts';

/** Lists and amounts are judged part by part; the form has one field for each. */
export const OFFER_FIELDS = {
  regions: 'regions',
  ask: 'ask',
  channels: 'channels',
  traffic: 'traffic',
  languages: 'languages',
} as const;

/** The field that a refusal is about. */
export const OFFER_REFUSALS = {
  niche_unknown: 'niche',
  niche_is_a_sector: 'niche',
  niche_forbidden: 'niche',
  region_unknown: 'regions',
  max_sells_does_not_fit: 'max_sells',
} as const;

/** What a form for an offer says, as a request for one says it. What was left empty was not given. */
export function offerBodyOf(typed: Typed) {
  const currency = CURRENCIES.find((code) => code === one(typed, 'currency'));
  const askMinor = currency ? parseMajor(one(typed, 'ask'), currency) : null;
  const dailyVolume = one(typed, 'daily_volume').trim();
  const isShared = one(typed, 'exclusivity') === 'shared';
  return {
    niche: one(typed, 'niche') || undefined,
    regions: all(typed, 'regions'),
    ask: { amount_minor: askMinor?.toString() ?? '', currency },
    exclusivity: one(typed, 'exclusivity') || undefined,
    max_sells: isShared ? Number(one(typed, 'max_sells')) : 1,
    target_action: one(typed, 'target_action') || undefined,
    channels: all(typed, 'channels'),
    traffic: all(typed, 'traffic'),
    languages: all(typed, 'languages'),
    landing_url: one(typed, 'landing_url').trim() || null,
    consent_text: one(typed, 'consent_text'),
    dispute_window_hours: Number(one(typed, 'dispute_window_hours')),
    daily_volume: dailyVolume === '' ? null : Number(dailyVolume),
    status: one(typed, 'status') || undefined,
  };
}

/** An offer as it stands in its form. */
export function typedOf(offer: Offer): Typed {
  return {
    niche: [offer.niche],
    regions: offer.regions,
    ask: [majorOf(offer.askMinor)],
    currency: [offer.currency],
    exclusivity: [offer.exclusivity],
    max_sells: [String(offer.maxSells)],
    target_action: [offer.targetAction],
    channels: offer.channels,
    traffic: offer.traffic,
    languages: offer.languages,
    landing_url: [offer.landingUrl ?? ''],
    consent_text: [offer.consentText],
    dispute_window_hours: [String(offer.disputeWindowHours)],
    daily_volume: [offer.dailyVolume === null ? '' : String(offer.dailyVolume)],
  };
}

/** What is wrong with an offer, in sentences for people; `regionError` is about text that names no place for sure. */
export function sayOfferErrors(failed: Failed, regionError: string | null): Failed {
  const said = sayErrors(failed, sellerWords.offerForm.errors);
  return regionError ? { ...said, errors: { ...said.errors, regions: regionError } } : said;
}
