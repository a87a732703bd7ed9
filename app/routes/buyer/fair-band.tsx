import { Link } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { QuoteJson } from '#app/domain/pricing/quote-json.ts';
import type { Currency } from '#app/kernel/money.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { priceHref } from '../public/price-view.ts';
import { TopAdvice } from './top-advice.tsx';

const words = buyerWords.orderForm;

export type FairQuestion = { readonly niche: string; readonly region: string; readonly currency: Currency };
export type Fair = FairQuestion & {
  readonly p10Minor: bigint;
  readonly p50Minor: bigint;
  readonly p90Minor: bigint;
};

/**
 * What leads of the first niche and region of the form are fairly worth, beside the price that is typed. It comes with
 * the page; with scripts it follows what is chosen.
 */
export function FairBand({ currency, fair }: { currency: Currency; fair: Fair | null }) {
  const box = useRef<HTMLDivElement>(null);
  const { shown, ask } = useFair(fair);
  useEffect(() => {
    const form = box.current?.closest('form');
    if (!form) return;
    const look = () => {
      const data = new FormData(form);
      const text = (name: string) => String(data.get(name) ?? '');
      ask({
        niche: text('niches'),
        region: text('regions'),
        currency: (text('currency') || currency) as Currency,
      });
    };
    // A region that is chosen from its list changes no control that would say so: the next step in the form does.
    const events = ['change', 'focusin', 'click'];
    for (const event of events) form.addEventListener(event, look);
    return () => {
      for (const event of events) form.removeEventListener(event, look);
    };
  }, [ask, currency]);
  return (
    <div ref={box} role="status" className="rounded bg-sunken p-4 text-sm">
      {shown ? <Band fair={shown} /> : <p className="text-ink-soft">{words.noFair}</p>}
    </div>
  );
}

function Band({ fair }: { fair: Fair }) {
  const { currency } = fair;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <>
      <p className="font-medium">{words.fair}</p>
      <p className="text-ink-soft">
        {words.band(money(fair.p10Minor), money(fair.p90Minor), money(fair.p50Minor))}{' '}
        <Link
          to={priceHref({ niche: fair.niche, region: fair.region, temperature: 'warm' })}
          target="_blank"
          rel="noreferrer"
        >
          {words.why}
        </Link>
      </p>
      <TopAdvice niche={fair.niche} region={fair.region} currency={currency} />
    </>
  );
}

/** The last answer; one to an older question is dropped. */
function useFair(initial: Fair | null): { shown: Fair | null; ask: (question: FairQuestion) => void } {
  const [question, setQuestion] = useState<FairQuestion | null>(initial);
  const [shown, setShown] = useState(initial);
  useEffect(() => {
    if (!question || isSame(question, initial)) {
      setShown(initial);
      return;
    }
    const asking = new AbortController();
    askPrice(question, asking.signal).then(setShown, () => undefined);
    return () => asking.abort();
  }, [question, initial]);
  const [ask] = useState(
    () => (next: FairQuestion) =>
      setQuestion((last) => (next.niche && next.region && !isSame(next, last) ? next : last)),
  );
  return { shown, ask };
}

function isSame(a: FairQuestion, b: FairQuestion | null): boolean {
  return b !== null && a.niche === b.niche && a.region === b.region && a.currency === b.currency;
}

async function askPrice(question: FairQuestion, signal: AbortSignal): Promise<Fair | null> {
  const response = await fetch(`/api/v1/prices?${new URLSearchParams({ ...question })}`, { signal });
  if (!response.ok) return null;
  const quote = (await response.json()) as QuoteJson;
  return {
    ...question,
    p10Minor: BigInt(quote.p10.amount_minor),
    p50Minor: BigInt(quote.p50.amount_minor),
    p90Minor: BigInt(quote.p90.amount_minor),
  };
}
