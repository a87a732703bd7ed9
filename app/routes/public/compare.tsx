import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { readMarketOffers } from '#app/domain/catalog/read-market.server.ts';
import { closedNiches } from '#app/domain/catalog/reference.ts';
import { monthOf } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { QUALITY_DAYS } from '#app/domain/reports/offer-quality.ts';
import { readOfferQuality } from '#app/domain/reports/read-offer-quality.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { ASK_TONES } from '#app/ui/states.ts';
import { languageNames } from '#app/words/en/languages.ts';
import { marketWords } from '#app/words/en/market.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { COMPARE_MOST, comparedIn, compareHref } from './compared.ts';
import { RegionsOf, soldTo } from './offer-cells.tsx';
import { offerView } from './offer-view.ts';
import { orderHref } from './order-href.ts';
import { qualityView, type ShownShare } from './quality-view.ts';
import { sayChannels } from './say-channels.ts';
import { sayShare } from './share-of.ts';

const words = marketWords.compare;

export const meta: MetaFunction = () => [
  { title: words.meta },
  { name: 'description', content: words.description },
];

export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const { ids, isCut } = comparedIn(new URL(request.url).searchParams);
  const reference = await readPricedReference(db.pool);
  const offers = await readMarketOffers(db, { offerIds: ids, closedNiches: closedNiches(reference) });
  const quality = await readOfferQuality(db.pool, { offerIds: offers.map(({ id }) => id), now });
  return {
    isCut,
    gone: ids.length - offers.length,
    offers: offers.map((offer) => ({
      ...offerView(reference, offer, { month: monthOf(now), wanted: null }),
      channels: sayChannels(offer.channels),
      traffic: offer.traffic.map((kind) => sellerWords.traffic[kind]).join(', '),
      languages: languageNames(offer.languages),
      dailyVolume: offer.dailyVolume,
      orderHref: orderHref(offer),
      quality: qualityView(present(quality.get(offer.id), 'every offer asked about is counted')),
    })),
  };
}

type Compared = ReturnType<typeof useLoaderData<typeof loader>>['offers'][number];

export default function Compare() {
  const { offers, gone, isCut } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title={words.title} intro={words.intro(QUALITY_DAYS)} />
      <div className="flex flex-col gap-6">
        {isCut && <Notice tone="blue" title={words.cut(COMPARE_MOST)} />}
        {gone > 0 && <Notice tone="amber" title={words.gone(gone)} />}
        {offers.length === 1 && <Notice tone="blue" title={words.one} />}
        {offers.length === 0 ? (
          <EmptyState
            title={words.empty.title}
            text={words.empty.text}
            action={<Link to="/market">{words.empty.action}</Link>}
          />
        ) : (
          <>
            <div className="md:[&_table]:table-fixed">
              <SideBySide offers={offers} />
            </div>
            <p>
              <Link to="/market">{words.all}</Link>
            </p>
          </>
        )}
      </div>
    </>
  );
}

type Row = { readonly key: string; readonly name: string; readonly cell: (offer: Compared) => ReactNode };

function SideBySide({ offers }: { offers: readonly Compared[] }) {
  return (
    <DataTable
      caption={words.caption}
      rows={rowsFor(offers)}
      rowKey={(row) => row.key}
      columns={[
        {
          key: 'property',
          head: words.property,
          cell: (row) => <span className="font-medium">{row.name}</span>,
        },
        ...offers.map((offer, index) => ({
          key: offer.id,
          head: words.column(index + 1, offer.niche),
          cell: (row: Row) => row.cell(offer),
        })),
      ]}
    />
  );
}

function rowsFor(offers: readonly Compared[]): Row[] {
  const market = pageWords.market;
  const { offer: facts, quality } = marketWords;
  const amount = (offer: Compared, amountMinor: bigint) =>
    formatMoney({ amountMinor, currency: offer.ask.currency });
  return [
    { key: 'offer', name: words.offer, cell: (offer) => <OfferHead offer={offer} offers={offers} /> },
    { key: 'regions', name: market.regions, cell: (offer) => <RegionsOf offer={offer} /> },
    {
      key: 'ask',
      name: market.ask,
      cell: (offer) => (
        <span className="font-semibold">
          <Money {...offer.ask} />
        </span>
      ),
    },
    {
      key: 'fair',
      name: market.fair,
      cell: (offer) => (
        <>
          <Link to={offer.whyHref} title={market.whyOf(offer.niche, offer.whyPlace)}>
            {market.band(amount(offer, offer.judged.p10Minor), amount(offer, offer.judged.p90Minor))}
          </Link>
          <span className="block text-xs text-ink-faint">
            {words.median(amount(offer, offer.judged.p50Minor))}
          </span>
        </>
      ),
    },
    {
      key: 'verdict',
      name: words.verdict,
      cell: ({ judged }) => (
        <Badge tone={ASK_TONES[judged.verdict]}>{pageWords.askVerdicts[judged.verdict]}</Badge>
      ),
    },
    {
      key: 'acceptance',
      name: quality.acceptance,
      cell: (offer) => <ShareOf share={offer.quality.acceptance} />,
    },
    {
      key: 'sold',
      name: quality.sellThrough,
      cell: (offer) => <ShareOf share={offer.quality.sellThrough} />,
    },
    { key: 'returns', name: quality.returns, cell: (offer) => <ShareOf share={offer.quality.returns} /> },
    { key: 'exclusivity', name: facts.exclusivity, cell: soldTo },
    { key: 'action', name: facts.action, cell: (offer) => pageWords.targetActions[offer.targetAction] },
    { key: 'channels', name: facts.channels, cell: (offer) => offer.channels },
    { key: 'traffic', name: facts.traffic, cell: (offer) => offer.traffic || facts.trafficUnsaid },
    { key: 'languages', name: facts.languages, cell: (offer) => offer.languages || facts.languagesUnsaid },
    {
      key: 'volume',
      name: facts.volume,
      cell: ({ dailyVolume }) => (dailyVolume === null ? facts.volumeUnsaid : facts.perDay(dailyVolume)),
    },
    { key: 'window', name: facts.window, cell: (offer) => market.days(offer.disputeWindowHours) },
    {
      key: 'order',
      name: words.order,
      cell: (offer) => (
        <ButtonLink to={offer.orderHref} kind="other" small>
          {facts.order}
        </ButtonLink>
      ),
    },
  ];
}

function OfferHead({ offer, offers }: { offer: Compared; offers: readonly Compared[] }) {
  const others = offers.filter(({ id }) => id !== offer.id).map(({ id }) => id);
  return (
    <span className="flex flex-col items-end gap-1 md:items-start">
      <Link to={`/market/${offer.id}`}>{words.open}</Link>
      {others.length > 0 && (
        <Link to={compareHref(others)} aria-label={words.removeOf(offer.niche)} className="text-xs">
          {words.remove}
        </Link>
      )}
    </span>
  );
}

function ShareOf({ share }: { share: ShownShare }) {
  return (
    <>
      <span className="block">{sayShare(share)}</span>
      {share.of > 0 && (
        <span className="block text-xs text-ink-faint">
          {marketWords.quality.sample(share.part, share.of)}
        </span>
      )}
    </>
  );
}
