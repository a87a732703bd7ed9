import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { TARGET_ACTIONS } from '#app/domain/catalog/offer.ts';
import { type MarketOffer, type MarketQuestion, readMarket } from '#app/domain/catalog/read-market.server.ts';
import { closedNiches } from '#app/domain/catalog/reference.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { judgeAsk } from '#app/domain/pricing/judge-ask.ts';
import { monthOf, type PricedReference, ratesIn } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Money } from '#app/ui/money.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { parseMajor } from '#app/ui/parse-major.ts';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { marketWords } from '#app/words/en/market.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { COMPARE_MOST } from './compared.ts';
import { nicheChoices, regionName } from './names.ts';
import { FairOf, RegionsOf, soldTo } from './offer-cells.tsx';
import { distanceFromFair, type OfferView, offerView, quotesOf } from './offer-view.ts';
import { OtherRegions } from './other-regions.tsx';
import { pickRegion } from './pick-region.ts';

const words = pageWords.market;
const PAGE_SIZE = 25;
const PAGES_LIMIT = 1_000;
/** The fair price is not stored: to put offers in order by it, so many of the newest are priced at most. */
const PRICED_LIMIT = 2_000;
/** Where the button that compares is out of sight at the last row, it stands there too. */
const LONG_LIST = 8;
const SORTS = ['new', 'price', 'price_high', 'fair'] as const;

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
  action: z.enum(TARGET_ACTIONS).nullable().catch(null),
  from: z.string().trim().max(24).catch(''),
  to: z.string().trim().max(24).catch(''),
  currency: z.enum(CURRENCIES).nullable().catch(null),
  sort: z.enum(SORTS).catch('new'),
  page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
});

export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const asked = questionSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reference = await readPricedReference(db.pool);
  const niche = reference.niches.get(asked.niche) ?? null;
  const { region, others, missed } = pickRegion(reference, asked);
  const currency = asked.currency ?? defaultCurrency(region?.countryCode ?? '');
  const [from, to] = [boundOf(asked.from, currency), boundOf(asked.to, currency)];
  const month = monthOf(now);
  const { offers, total } = await ordered(db, reference, asked.sort, month, {
    nicheCode: niche?.code ?? null,
    regionCode: region?.code ?? null,
    exclusivity: asked.exclusivity,
    targetAction: asked.action,
    askMinor: { from: from.minor, to: to.minor, currency },
    closedNiches: closedNiches(reference),
    rates: ratesIn(reference).rubPerUnit,
    page: asked.page,
    pageSize: PAGE_SIZE,
  });
  return {
    filters: {
      niche: niche?.code ?? '',
      region: region?.code ?? '',
      regionName: region ? regionName(reference, region) : '',
      exclusivity: asked.exclusivity ?? '',
      action: asked.action ?? '',
      from: asked.from,
      to: asked.to,
      currency,
      sort: asked.sort,
    },
    wrong: { from: from.wrong, to: to.wrong },
    page: asked.page,
    pages: Math.max(1, Math.min(Math.ceil(total / PAGE_SIZE), PAGES_LIMIT)),
    total,
    others,
    missed,
    niches: nicheChoices(reference),
    rows: offers.map((offer) => offerView(reference, offer, { month, wanted: region?.code ?? null })),
    ratesOf: ratesIn(reference).asOf,
  };
}

/** A bound as typed: an amount, nothing, or something that is none. */
function boundOf(typed: string, currency: Currency): { minor: bigint | null; wrong: boolean } {
  if (typed === '') return { minor: null, wrong: false };
  const minor = parseMajor(typed, currency);
  return { minor, wrong: minor === null };
}

async function ordered(
  db: Db,
  reference: PricedReference,
  sort: (typeof SORTS)[number],
  month: number,
  question: Omit<MarketQuestion, 'sort'>,
): Promise<{ offers: MarketOffer[]; total: number }> {
  if (sort !== 'fair') return readMarket(db, { ...question, sort });
  const { offers } = await readMarket(db, { ...question, sort: 'new', page: 1, pageSize: PRICED_LIMIT });
  const distances = new Map(
    offers.map((offer) => [
      offer.id,
      distanceFromFair(offer.askMinor, judgeAsk(offer.askMinor, quotesOf(reference, offer, month))),
    ]),
  );
  const nearest = offers.sort((a, b) => (distances.get(a.id) ?? 0) - (distances.get(b.id) ?? 0));
  const start = (question.page - 1) * question.pageSize;
  return { offers: nearest.slice(start, start + question.pageSize), total: offers.length };
}

export default function Market() {
  const { rows, total, filters, page, pages, ratesOf } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const hrefOf = (other: number) => {
    const query = new URLSearchParams(search);
    query.set('page', String(other));
    return `/market?${query}`;
  };
  const isAcrossCurrencies =
    filters.sort === 'price' || filters.sort === 'price_high' || filters.from !== '' || filters.to !== '';
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-6">
        <Filters />
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <p role="status" className="font-medium tabular-nums">
            {words.found(total)}
          </p>
          {isAcrossCurrencies && <p className="text-sm text-ink-faint">{words.ratesNote(ratesOf)}</p>}
          {filters.sort === 'fair' && total === PRICED_LIMIT && (
            <p className="text-sm text-ink-faint">{words.fairNote(PRICED_LIMIT)}</p>
          )}
        </div>
        {rows.length === 0 ? <NoOffers /> : <Offers rows={rows} />}
        <Pager page={page} pages={pages} hrefOf={hrefOf} />
      </div>
    </>
  );
}

function Filters() {
  const { filters, wrong, niches, others, missed } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const { niche, region, exclusivity, action, from, to } = filters;
  const isNarrower = [exclusivity, action, from, to].some((one) => one !== '');
  return (
    <Form method="get" aria-label={words.filters} className="flex flex-col gap-4 rounded bg-sunken p-4">
      <input type="hidden" name="region" value={region} />
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Select
          id="niche"
          name="niche"
          label={words.niche}
          value={niche}
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
          id="sort"
          name="sort"
          label={words.sort}
          value={filters.sort}
          choices={SORTS.map((sort) => ({ value: sort, label: words.sorts[sort] }))}
        />
      </div>
      <OtherRegions path="/market" search={search} others={others} />
      <Disclosure summary={words.moreFilters} open={isNarrower}>
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-5">
          <TextInput
            name="from"
            type="text"
            inputMode="decimal"
            label={words.priceFrom}
            value={from}
            error={wrong.from ? words.priceUnknown(from) : undefined}
            maxLength={24}
          />
          <TextInput
            name="to"
            type="text"
            inputMode="decimal"
            label={words.priceTo}
            value={to}
            error={wrong.to ? words.priceUnknown(to) : undefined}
            maxLength={24}
          />
          <Select
            name="currency"
            label={words.currency}
            value={filters.currency}
            choices={CURRENCIES.map((code) => ({ value: code, label: code }))}
          />
          <Select
            name="exclusivity"
            label={words.exclusivity}
            value={exclusivity}
            choices={[
              { value: '', label: words.anyExclusivity },
              { value: 'exclusive', label: pageWords.exclusivities.exclusive },
              { value: 'shared', label: pageWords.exclusivities.shared },
            ]}
          />
          <Select
            name="action"
            label={words.action}
            value={action}
            choices={[
              { value: '', label: words.anyAction },
              ...TARGET_ACTIONS.map((code) => ({ value: code, label: pageWords.targetActions[code] })),
            ]}
          />
        </div>
      </Disclosure>
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>{words.show}</SubmitButton>
        {(isNarrower || niche !== '' || region !== '') && <Link to="/market">{words.clear}</Link>}
      </div>
    </Form>
  );
}

function NoOffers() {
  const { filters, page } = useLoaderData<typeof loader>();
  const { niche, region, exclusivity, action, from, to } = filters;
  const isAll = page === 1 && [niche, region, exclusivity, action, from, to].every((one) => one === '');
  const { title, text, action: next } = isAll ? words.emptyMarket : words.empty;
  return (
    <EmptyState
      title={title}
      text={text}
      action={<Link to={isAll ? '/sign-up?side=sell' : '/market'}>{next}</Link>}
    />
  );
}

function Offers({ rows }: { rows: readonly OfferView[] }) {
  const compare = (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SubmitButton kind="other">{marketWords.compare.submit}</SubmitButton>
      <p className="text-sm text-ink-soft">{marketWords.compare.bar(COMPARE_MOST)}</p>
    </div>
  );
  return (
    <Form
      method="get"
      action="/market/compare"
      aria-label={marketWords.compare.submit}
      className="flex flex-col gap-4"
    >
      {compare}
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
                <Link to={`/market/${row.id}`} className="inline-flex min-h-6 items-center font-medium">
                  {row.niche}
                </Link>
                <span className="block text-xs text-ink-faint">{row.sector}</span>
              </>
            ),
          },
          { key: 'regions', head: words.regions, cell: (row) => <RegionsOf offer={row} /> },
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
          { key: 'fair', head: words.fair, cell: (row) => <FairOf offer={row} /> },
          { key: 'exclusivity', head: words.exclusivity, cell: soldTo },
          { key: 'action', head: words.action, cell: (row) => pageWords.targetActions[row.targetAction] },
          { key: 'window', head: words.window, cell: (row) => words.days(row.disputeWindowHours) },
          { key: 'compare', head: marketWords.compare.tick, cell: (row) => <CompareTick offer={row} /> },
        ]}
      />
      {rows.length > LONG_LIST && compare}
    </Form>
  );
}

function CompareTick({ offer }: { offer: OfferView }) {
  return (
    <label className="-my-2 flex min-h-11 min-w-11 cursor-pointer items-center justify-end md:justify-start">
      <input
        type="checkbox"
        name="offer"
        value={offer.id}
        aria-label={marketWords.compare.tickOf(offer.niche, formatMoney(offer.ask))}
        className="size-5 accent-accent"
      />
    </label>
  );
}
