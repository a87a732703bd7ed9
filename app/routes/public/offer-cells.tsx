import { Link } from '@remix-run/react';
import { Badge } from '#app/ui/badge.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { ASK_TONES } from '#app/ui/states.ts';
import { pageWords } from '#app/words/en/pages.ts';
import type { OfferView } from './offer-view.ts';

const words = pageWords.market;

/** The first few regions of an offer and how many more there are. */
export function RegionsOf({ offer }: { offer: OfferView }) {
  const unnamed = offer.regionsCount - offer.regions.length;
  return (
    <>
      {offer.regions.map((name) => (
        <span key={name} className="block">
          {name}
        </span>
      ))}
      {unnamed > 0 && <span className="block text-ink-faint">{words.more(unnamed)}</span>}
    </>
  );
}

/** How an ask stands to the fair price, which is a link to why. */
export function FairOf({ offer }: { offer: OfferView }) {
  const { verdict, p10Minor, p50Minor, p90Minor } = offer.judged;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: offer.ask.currency });
  return (
    <span className="flex flex-col items-end gap-1 md:items-start">
      <Badge tone={ASK_TONES[verdict]}>{pageWords.askVerdicts[verdict]}</Badge>
      <Link to={offer.whyHref} title={words.whyOf(offer.niche, offer.whyPlace)}>
        {words.band(write(p10Minor), write(p90Minor))}
      </Link>
      <span className="text-xs text-ink-faint">
        {words.median(write(p50Minor))} {offer.regionsCount > 1 && words.overRegions(offer.regionsCount)}
      </span>
    </span>
  );
}

/** To how many buyers a lead goes. */
export function soldTo(offer: Pick<OfferView, 'exclusivity' | 'maxSells'>): string {
  return offer.exclusivity === 'exclusive' ? pageWords.exclusivities.exclusive : words.shared(offer.maxSells);
}
