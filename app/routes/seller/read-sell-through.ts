import type { Niche, Region } from '#app/domain/catalog/reference.ts';
import { countLeadsByAsk } from '#app/domain/leads/count-leads-by-ask.server.ts';
import type { Band } from '#app/domain/pricing/price-ladder.ts';
import { monthOf, type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { sellThrough, type Tried } from '#app/domain/pricing/sell-through.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { regionNameOf } from '../public/names.ts';

const PAST_DAYS = 90;
/** Most leads that sell do so within a day. */
const SETTLED_DAYS = 1;
/** Fair prices are made for the places and copies with most leads. */
const PLACES_LIMIT = 300;

/** How leads sold that were asked for about each of these prices, in their order. */
export type SoldNear = (asks: readonly bigint[]) => ({
  readonly leads: number;
  readonly sold: number;
  readonly placeName: string | null;
  readonly isWider: boolean;
} | null)[];

/** How leads sold in the last 90 days by what was asked for them: of a ladder of asks, or of one alone. */
export async function readSellThrough(
  db: Db,
  reference: PricedReference,
  input: { niche: Niche; place: Region; band: Band; now: Date },
): Promise<SoldNear> {
  const { niche, place, band, now } = input;
  const counted = await countLeadsByAsk(db.pool, {
    nicheCode: niche.code,
    since: after(now, -PAST_DAYS * DAY_MS),
    until: after(now, -SETTLED_DAYS * DAY_MS),
  });
  const fairAt = fairMedians(reference, niche, now);
  const tried = [...counted]
    .sort((a, b) => b.leads - a.leads)
    .flatMap(({ placeCode, currency, askMinor, copies, leads, sold }): Tried[] => {
      const fairMinor = fairAt(placeCode, currency, copies);
      const path = reference.regions.get(placeCode)?.path ?? [];
      return fairMinor === null ? [] : [{ ratio: Number(askMinor) / fairMinor, path, leads, sold }];
    });
  return (asks) => {
    const ratios = asks.map((askMinor) => Number(askMinor) / Number(band.p50Minor));
    return sellThrough(ratios, { placePath: place.path, tried }).map(
      (found) =>
        found && {
          leads: found.leads,
          sold: found.sold,
          placeName: found.placeCode === null ? null : regionNameOf(reference, found.placeCode),
          isWider: found.placeCode !== place.code,
        },
    );
  };
}

/** What a warm lead sold to so many is worth this month at a place; null for a place too many, or one that is not known. */
function fairMedians(reference: PricedReference, niche: Niche, now: Date) {
  const known = new Map<string, number>();
  return (placeCode: string, currency: Currency, copies: number): number | null => {
    const key = `${placeCode}|${currency}|${copies}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const place = reference.regions.get(placeCode);
    if (!place || known.size >= PLACES_LIMIT) return null;
    const asked = { niche, place, month: monthOf(now), temperature: 'warm' as const, currency, copies };
    const fairMinor = Number(quotePlace(reference, asked).p50Minor);
    known.set(key, fairMinor);
    return fairMinor;
  };
}
