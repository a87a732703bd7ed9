import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { countFittingOffers } from '#app/domain/catalog/count-fitting-offers.server.ts';
import { judgePrice, ladderOf, recommendTop, shareBelow } from '#app/domain/pricing/price-ladder.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatExpected, formatMoney } from '#app/ui/format-money.ts';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { priceAdviceWords } from '#app/words/en/price-advice.ts';
import { requireMember } from '../guard.ts';
import { loadPriceMarket, type PriceMarket } from '../load-price-market.ts';
import { MarketAhead, MarketQuestion, Recommended, VerdictBadge } from '../price-outlook-parts.tsx';
import { readOwnNiche } from '../read-own-niche.ts';

const words = priceAdviceWords.top;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const { market } = await loadPriceMarket(db, {
    query: new URL(args.request.url).searchParams,
    countryCode: organisation.countryCode,
    ownNiche: await readOwnNiche(db, { organisationId: organisation.id, first: 'orders' }),
    now,
  });
  const { band, breakEvenMinor, currency } = market;
  const ladder = ladderOf(band);
  const offers = await countFittingOffers(db, {
    exceptOrganisationId: organisation.id,
    wishes: ladder.map((maxPriceMinor) => ({
      niches: [market.niche],
      regions: [market.region],
      currency,
      maxPriceMinor,
    })),
  });
  return {
    market,
    recommendedMinor: recommendTop(band, breakEvenMinor),
    rungs: ladder.map((topMinor, index) => {
      const share = shareBelow(topMinor, band);
      return {
        topMinor,
        share,
        offers: offers[index]?.fitting ?? 0,
        volume: volumeAt(market, share),
        verdict: judgePrice(topMinor, band, { floorMinor: null, ceilingMinor: breakEvenMinor }),
      };
    }),
  };
}

/** Leads of the first whole month ahead that are to be had; null where no forecast is there. */
function volumeAt({ outlook }: PriceMarket, share: number) {
  const ahead = outlook?.months[1] ?? outlook?.months[0];
  return ahead ? { p10: ahead.p10 * share, p50: ahead.p50 * share, p90: ahead.p90 * share } : null;
}

export default function TopPriceOutlook() {
  const { market, recommendedMinor } = useLoaderData<typeof loader>();
  const { currency, outlook, breakEvenMinor } = market;
  const orderHref = `/buy/orders/new?${new URLSearchParams({ niche: market.niche, region: market.region })}`;
  const isCapped = breakEvenMinor < market.band.p90Minor;
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/buy/orders', label: words.back }} />
      <div className="flex flex-col gap-8">
        <MarketQuestion market={market} />
        <Recommended
          market={market}
          label={words.recommended}
          price={recommendedMinor}
          note={isCapped ? words.recommendedCeiling : words.recommendedBand}
          action={
            <ButtonLink to={orderHref} kind="main">
              {words.make}
            </ButtonLink>
          }
        />
        <Section
          id="prices"
          title={words.table}
          intro={outlook ? words.volumeNote(outlook.nicheName, outlook.placeName) : words.volumeNone}
        >
          <Rungs />
          <p className="text-xs text-ink-faint">
            {words.breakEven(formatMoney({ amountMinor: breakEvenMinor, currency }))}{' '}
            {priceAdviceWords.basis(market.modelVersion)}
          </p>
        </Section>
        <MarketAhead market={market} />
      </div>
    </>
  );
}

function Rungs() {
  const { market, rungs } = useLoaderData<typeof loader>();
  return (
    <DataTable
      caption={words.table}
      rows={rungs}
      rowKey={({ topMinor }) => String(topMinor)}
      columns={[
        {
          key: 'top',
          head: words.price,
          cell: ({ topMinor }) => (
            <strong>
              <Money amountMinor={topMinor} currency={market.currency} />
            </strong>
          ),
        },
        { key: 'offers', head: words.offers, kind: 'figure', cell: ({ offers }) => String(offers) },
        {
          key: 'share',
          head: words.share,
          kind: 'figure',
          cell: ({ share }) => priceAdviceWords.percent(share),
        },
        {
          key: 'volume',
          head: words.volume,
          kind: 'figure',
          cell: ({ volume }) =>
            volume ? (
              words.volumeOf(
                formatExpected(volume.p50),
                formatExpected(volume.p10),
                formatExpected(volume.p90),
              )
            ) : (
              <span className="text-ink-faint">{words.unknown}</span>
            ),
        },
        {
          key: 'verdict',
          head: priceAdviceWords.verdict,
          cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
        },
      ]}
    />
  );
}
