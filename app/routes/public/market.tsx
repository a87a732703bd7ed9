import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { type MarketOffer, readMarket } from '#app/domain/catalog/read-market.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { temperatureOf } from '#app/domain/leads/score-lead.ts';
import { ASSUMED_RATES } from '#app/domain/pricing/exchange-rates.ts';
import { judgeAsk } from '#app/domain/pricing/judge-ask.ts';
import { monthOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { present } from '#app/kernel/assert.ts';
import { Badge } from '#app/ui/badge.tsx';
import { SubmitButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Money } from '#app/ui/money.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Select } from '#app/ui/select.tsx';
import { ASK_TONES } from '#app/ui/states.ts';
import { TextInput } from '#app/ui/text-input.tsx';
import { pageWords } from '#app/words/en/pages.ts';
import { nicheChoices, nicheNameOf, regionName, regionNameOf } from './names.ts';
import { OtherRegions } from './other-regions.tsx';
import { pickRegion } from './pick-region.ts';
import { priceHref } from './price-view.ts';

const words = pageWords.market;
const PAGE_SIZE = 25;
const PAGES_LIMIT = 1_000;
const REGIONS_NAMED = 3;

export const meta: MetaFunction = () => [
  { title: words.meta },
  { name: 'description', content: words.description },
];

/** A link that is old or mistyped shows the market all the same: what it got wrong counts as not said. */
const questionSchema = z.object({
  niche: z.string().max(64).catch(''),
  region: z.string().max(32).catch(''),
  q: z.string().max(80).nullable().catch(null),
  exclusivity: z.enum(['exclusive', 'shared']).nullable().catch(null),
  sort: z.enum(['new', 'price']).catch('new'),
  page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
});

export async function loader({ request, context: { db } }: LoaderFunctionArgs) {
  const asked = questionSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reference = await readReference(db.pool);
  const niche = reference.niches.get(asked.niche) ?? null;
  const { region, others, missed } = pickRegion(reference, asked);
  const { offers, total } = await readMarket(db, {
    nicheCode: niche?.code ?? null,
    regionCode: region?.code ?? null,
    exclusivity: asked.exclusivity,
    sort: asked.sort,
    rates: ASSUMED_RATES.rubPerUnit,
    page: asked.page,
    pageSize: PAGE_SIZE,
  });
  const month = monthOf(new Date());
  return {
    filters: {
      niche: niche?.code ?? '',
      region: region?.code ?? '',
      regionName: region ? regionName(reference, region) : '',
      exclusivity: asked.exclusivity ?? '',
      sort: asked.sort,
    },
    page: asked.page,
    pages: Math.max(1, Math.min(Math.ceil(total / PAGE_SIZE), PAGES_LIMIT)),
    total,
    others,
    missed,
    niches: nicheChoices(reference),
    rows: offers.map((offer) => toRow(reference, offer, month, region?.code ?? null)),
    ratesOf: ASSUMED_RATES.asOf,
  };
}

type Row = ReturnType<typeof toRow>;

/** An offer with how its ask stands to the fair price in its own regions; the link explains the price in the region looked for. */
function toRow(reference: Reference, offer: MarketOffer, month: number, wanted: string | null) {
  const niche = present(reference.niches.get(offer.niche), 'an offer names a known niche');
  const places = offer.regions.map((code) =>
    present(reference.regions.get(code), 'an offer names known regions'),
  );
  const temperature = temperatureOf({ wantedWithinDays: null, targetAction: offer.targetAction });
  const { currency } = offer;
  const quotes = places.map((place) => quotePlace(reference, { niche, place, month, temperature, currency }));
  const whyRegion = wanted ?? present(offer.regions[0], 'an offer names a region');
  return {
    id: offer.id,
    niche: nicheNameOf(reference, offer.niche),
    sector: niche.parentCode ? nicheNameOf(reference, niche.parentCode) : '',
    regions: places.slice(0, REGIONS_NAMED).map((place) => regionName(reference, place)),
    regionsCount: places.length,
    ask: { amountMinor: offer.askMinor, currency },
    exclusivity: offer.exclusivity,
    maxSells: offer.maxSells,
    targetAction: offer.targetAction,
    disputeWindowHours: offer.disputeWindowHours,
    judged: judgeAsk(offer.askMinor, quotes),
    whyHref: priceHref({ niche: offer.niche, region: whyRegion, temperature, month }),
    whyPlace: regionNameOf(reference, whyRegion),
  };
}

export default function Market() {
  const { rows, total, filters, page, pages, ratesOf } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const hrefOf = (other: number) => {
    const query = new URLSearchParams(search);
    query.set('page', String(other));
    return `/market?${query}`;
  };
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-6">
        <Filters />
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <p role="status" className="font-medium tabular-nums">
            {words.found(total)}
          </p>
          {filters.sort === 'price' && <p className="text-sm text-ink-faint">{words.ratesNote(ratesOf)}</p>}
        </div>
        {rows.length === 0 ? <NoOffers /> : <Offers rows={rows} />}
        <Pager page={page} pages={pages} hrefOf={hrefOf} />
      </div>
    </>
  );
}

function Filters() {
  const { filters, niches, others, missed } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const isFiltered = filters.niche !== '' || filters.region !== '' || filters.exclusivity !== '';
  return (
    <Form method="get" aria-label={words.filters} className="flex flex-col gap-4 rounded bg-sunken p-4">
      <input type="hidden" name="region" value={filters.region} />
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Select
          id="niche"
          name="niche"
          label={words.niche}
          value={filters.niche}
          choices={[{ value: '', label: words.anyNiche }]}
          groups={niches}
        />
        <TextInput
          id="q"
          name="q"
          label={words.region}
          hint={words.regionHint}
          value={missed ?? filters.regionName}
          error={missed ? words.regionUnknown(missed) : undefined}
          maxLength={80}
        />
        <Select
          id="exclusivity"
          name="exclusivity"
          label={words.exclusivity}
          value={filters.exclusivity}
          choices={[
            { value: '', label: words.anyExclusivity },
            { value: 'exclusive', label: pageWords.exclusivities.exclusive },
            { value: 'shared', label: pageWords.exclusivities.shared },
          ]}
        />
        <Select
          id="sort"
          name="sort"
          label={words.sort}
          value={filters.sort}
          choices={[
            { value: 'new', label: words.sorts.new },
            { value: 'price', label: words.sorts.price },
          ]}
        />
      </div>
      <OtherRegions path="/market" search={search} others={others} />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>{words.show}</SubmitButton>
        {isFiltered && <Link to="/market">{words.clear}</Link>}
      </div>
    </Form>
  );
}

function NoOffers() {
  const { filters, page } = useLoaderData<typeof loader>();
  const isAll = filters.niche === '' && filters.region === '' && filters.exclusivity === '' && page === 1;
  const { title, text, action } = isAll ? words.emptyMarket : words.empty;
  return (
    <EmptyState
      title={title}
      text={text}
      action={<Link to={isAll ? '/docs/api#sell' : '/market'}>{action}</Link>}
    />
  );
}

function Offers({ rows }: { rows: readonly Row[] }) {
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'offer',
          head: words.offer,
          cell: (row) => (
            <>
              <span className="block font-medium">{row.niche}</span>
              <span className="block text-xs text-ink-faint">{row.sector}</span>
            </>
          ),
        },
        { key: 'regions', head: words.regions, cell: (row) => <Regions row={row} /> },
        {
          key: 'ask',
          head: words.ask,
          kind: 'figure',
          cell: (row) => (
            <span className="font-medium">
              <Money {...row.ask} />
            </span>
          ),
        },
        { key: 'fair', head: words.fair, cell: (row) => <Fair row={row} /> },
        {
          key: 'exclusivity',
          head: words.exclusivity,
          cell: (row) =>
            row.exclusivity === 'exclusive' ? pageWords.exclusivities.exclusive : words.shared(row.maxSells),
        },
        { key: 'action', head: words.action, cell: (row) => pageWords.targetActions[row.targetAction] },
        { key: 'window', head: words.window, cell: (row) => words.days(row.disputeWindowHours) },
      ]}
    />
  );
}

function Regions({ row }: { row: Row }) {
  const unnamed = row.regionsCount - row.regions.length;
  return (
    <>
      {row.regions.map((name) => (
        <span key={name} className="block">
          {name}
        </span>
      ))}
      {unnamed > 0 && <span className="block text-ink-faint">{words.more(unnamed)}</span>}
    </>
  );
}

function Fair({ row }: { row: Row }) {
  const { verdict, p10Minor, p50Minor, p90Minor } = row.judged;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: row.ask.currency });
  return (
    <span className="flex flex-col items-end gap-1 md:items-start">
      <Badge tone={ASK_TONES[verdict]}>{pageWords.askVerdicts[verdict]}</Badge>
      <Link to={row.whyHref} title={words.whyOf(row.niche, row.whyPlace)}>
        {words.band(write(p10Minor), write(p90Minor))}
      </Link>
      <span className="text-xs text-ink-faint">
        {words.median(write(p50Minor))} {row.regionsCount > 1 && words.overRegions(row.regionsCount)}
      </span>
    </span>
  );
}
