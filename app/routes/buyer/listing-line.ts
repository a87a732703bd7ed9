import type { Listing } from '#app/domain/exchange/read-listings.server.ts';
import type { Quote } from '#app/domain/pricing/cold-start.ts';
import { judgeAsk } from '#app/domain/pricing/judge-ask.ts';
import { monthOf, type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { present } from '#app/kernel/assert.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { toCheckLines } from './checks-made.tsx';

export type ListingLine = ReturnType<typeof toListingLine>;

/** A lead for sale as a buyer may see it before paying: nothing that names the person. */
export function toListingLine(reference: PricedReference, listing: Listing, now: Date) {
  const { currency, askMinor } = listing;
  const judged = judgeAsk(askMinor, [quoteListing(reference, listing, now)]);
  return {
    id: listing.id,
    niche: nicheNameOf(reference, listing.niche),
    place: regionNameOf(reference, listing.lead.placeCode),
    temperature: listing.temperature,
    score: listing.score,
    askMinor,
    currency,
    price: formatMoney({ amountMinor: askMinor, currency }),
    exclusivity: listing.exclusivity,
    copiesLeft: listing.copiesLeft,
    maxSells: listing.lead.maxSells,
    disputeWindowHours: listing.lead.disputeWindowHours,
    createdAt: listing.createdAt,
    checks: toCheckLines(listing.checks),
    fair: {
      verdict: judged.verdict,
      from: formatMoney({ amountMinor: judged.p10Minor, currency }),
      to: formatMoney({ amountMinor: judged.p90Minor, currency }),
    },
  };
}

/** What a lead like this is fairly worth now, in the currency of its ask. */
export function quoteListing(reference: PricedReference, listing: Listing, now: Date): Quote {
  const { lead, currency } = listing;
  return quotePlace(reference, {
    niche: present(reference.niches.get(lead.niche), 'a lead is in a known niche'),
    place: present(reference.regions.get(lead.placeCode), 'a lead lies in a known region'),
    month: monthOf(now),
    temperature: lead.temperature ?? 'warm',
    currency,
    at: now,
    copies: lead.maxSells,
    score: listing.score ?? undefined,
    answers: lead.attributes,
  });
}

/** To how many buyers it is sold. */
export function copiesText(line: Pick<ListingLine, 'exclusivity' | 'copiesLeft' | 'maxSells'>): string {
  return line.exclusivity === 'exclusive'
    ? buyerWords.market.exclusive
    : buyerWords.market.shared(line.copiesLeft, line.maxSells);
}
