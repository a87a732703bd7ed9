import { Link, useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import { formatMoney } from '#app/ui/format-money.ts';
import { priceAdviceWords } from '#app/words/en/price-advice.ts';
import type { FairQuestion } from './fair-band.tsx';
import type { loader } from './top-price-outlook.tsx';

const words = priceAdviceWords.top;

/** The recommended top price, and the way to what each one brings. Without scripts the way alone, which shows both. */
export function TopAdvice({ niche, region, currency }: FairQuestion) {
  const { load, data } = useFetcher<typeof loader>();
  const href = `/buy/orders/price?${new URLSearchParams({ niche, region, currency })}`;
  useEffect(() => load(href), [load, href]);
  const isAnswer =
    data?.market.niche === niche && data.market.region === region && data.market.currency === currency;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 pt-2">
      {data && isAnswer && (
        <span className="font-medium">
          {words.recommend(formatMoney({ amountMinor: data.recommendedMinor, currency }))}
        </span>
      )}
      <Link to={href} target="_blank" rel="noreferrer">
        {words.more}
      </Link>
    </p>
  );
}
