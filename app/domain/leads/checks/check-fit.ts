import type { Channel } from '#app/domain/catalog/offer.ts';
import type { CheckCode, CheckParams, CheckResult, Harmless } from '../check-result.ts';

/** Wanted later than this is an investment, by the articles' rule for disqualifying. */
export const WANTED_WITHIN_DAYS = 90;

/** Of questions without an answer so many are named, the others counted. */
const NAMED_MOST = 6;

/**
 * Compares a lead with the offer it was sent for. Nothing here refuses it: who asks for what the offer does not name may want this
 * lead all the same. Of several findings the gravest is given. What the person speaks has a check of its own.
 * @param place codes of the lead's place and of all it lies in
 * @param budgetRub what the person would spend, in roubles; null where they did not say
 * @param leastRub what a deal of the niche costs at the least, in roubles; null where that is not known
 * @param unanswered keys of the questions that the niche must know the answer to and the lead has none to
 * @param unasked how many answers no question of the niche asks for
 */
export function checkFit(input: {
  place: readonly string[];
  regionCode: string;
  offer: { regions: readonly string[]; channels: readonly Channel[]; traffic: readonly string[] };
  channel: Channel;
  traffic: string | null;
  wantedWithinDays: number | null;
  budgetRub: number | null;
  leastRub: number | null;
  unanswered: readonly string[];
  unasked: number;
}): CheckResult {
  const { place, offer, channel, traffic, wantedWithinDays, budgetRub, leastRub, unanswered, unasked } =
    input;
  const region = input.regionCode;
  if (!place.some((code) => offer.regions.includes(code))) return said('warn', 'fit_out_of_area', { region });
  if (wantedWithinDays !== null && wantedWithinDays > WANTED_WITHIN_DAYS)
    return said('warn', 'fit_wanted_late', { days: wantedWithinDays });
  if (budgetRub !== null && leastRub !== null && budgetRub < leastRub)
    return said('warn', 'fit_budget_low', {});
  if (unanswered.length > 0)
    return said('warn', 'fit_unanswered', { questions: named(unanswered), count: unanswered.length });
  if (!offer.channels.includes(channel)) return said('warn', 'fit_other_channel', { channel });
  if (traffic !== null && offer.traffic.length > 0 && !offer.traffic.includes(traffic))
    return said('warn', 'fit_other_traffic', { traffic });
  if (unasked > 0) return said('warn', 'fit_attributes_invalid', { count: unasked });
  return said('pass', 'fit_in_area', { region });
}

function named(keys: readonly string[]): string {
  const more = keys.length > NAMED_MOST ? ', …' : '';
  return keys.slice(0, NAMED_MOST).join(', ') + more;
}

function said(verdict: Harmless, code: CheckCode, params: CheckParams): CheckResult {
  return { check: 'fit', verdict, code, params };
}
