import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { type Demand, readDemand } from '#app/domain/exchange/read-demand.server.ts';
import { ratesIn } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { describeHours, hoursWords } from '#app/words/en/hours.ts';
import { languageNames } from '#app/words/en/languages.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { requireMember } from '../guard.ts';
import { nicheChoices, nicheNameOf, regionName, regionNameOf } from '../public/names.ts';
import { OtherRegions } from '../public/other-regions.tsx';
import { pickRegion } from '../public/pick-region.ts';
import { PlaceNames } from './place-names.tsx';

const words = sellerWords.demand;
const PAGE_SIZE = 25;
const PAGES_LIMIT = 400;
const OFFERS_LIMIT = 100;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link that is old or mistyped shows the board all the same: what it got wrong counts as not said. */
const questionSchema = z.object({
  niche: z.string().max(64).catch(''),
  region: z.string().max(32).catch(''),
  q: z.string().max(80).nullable().catch(null),
  sort: z.enum(['new', 'price']).catch('new'),
  page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
});

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const asked = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const reference = await readPricedReference(db.pool);
  const niche = reference.niches.get(asked.niche) ?? null;
  const { region, others, missed } = pickRegion(reference, asked);
  const [{ demand, total }, offers] = await Promise.all([
    readDemand(db.pool, reference, {
      nicheCode: niche?.code ?? null,
      regionCode: region?.code ?? null,
      exceptOrganisationId: organisation.id,
      sort: asked.sort,
      rates: ratesIn(reference).rubPerUnit,
      page: asked.page,
      pageSize: PAGE_SIZE,
      now,
    }),
    readOffers(db, { organisationId: organisation.id, limit: OFFERS_LIMIT, before: null }),
  ]);
  return {
    now,
    filters: {
      niche: niche?.code ?? '',
      region: region?.code ?? '',
      regionName: region ? regionName(reference, region) : '',
      sort: asked.sort,
    },
    others,
    missed,
    niches: nicheChoices(reference),
    page: asked.page,
    pages: Math.max(1, Math.min(Math.ceil(total / PAGE_SIZE), PAGES_LIMIT)),
    total,
    rows: demand.map((row, index) => ({
      ...toRow(reference, row, niche?.code ?? null),
      key: `${asked.page}-${index}`,
      mine: offers.find((offer) => offer.status === 'active' && fits(reference, row, offer))?.id ?? null,
    })),
    ratesOf: ratesIn(reference).asOf,
  };
}

/** Whether leads of an offer could be bought by the order: niche, a common place, currency and price. */
function fits(
  reference: Reference,
  row: Demand,
  offer: { niche: string; regions: readonly string[]; currency: string; askMinor: bigint },
): boolean {
  const above = reference.niches.get(offer.niche)?.path ?? [];
  const pathOf = (code: string) => reference.regions.get(code)?.path ?? [];
  return (
    row.niches.some((code) => above.includes(code)) &&
    row.currency === offer.currency &&
    offer.askMinor <= row.topPriceMinor &&
    row.regions.some((asked) =>
      offer.regions.some((offered) => pathOf(offered).includes(asked) || pathOf(asked).includes(offered)),
    )
  );
}

type Row = ReturnType<typeof toRow> & { key: string; mine: string | null };

function toRow(reference: Reference, row: Demand, looked: string | null) {
  const isSector = (code: string) => reference.niches.get(code)?.parentCode === null;
  const leaf = [looked, ...row.niches].find((code) => code !== null && !isSector(code));
  const query = new URLSearchParams(row.regions.map((code) => ['regions', code]));
  if (leaf) query.set('niche', leaf);
  query.set('currency', row.currency);
  query.set('top', row.topPriceMinor.toString());
  return {
    niches: row.niches.map((code) =>
      isSector(code) ? words.wholeSector(nicheNameOf(reference, code)) : nicheNameOf(reference, code),
    ),
    regions: row.regions.map((code) => regionNameOf(reference, code)),
    top: { amountMinor: row.topPriceMinor, currency: row.currency },
    roomToday: row.roomToday,
    renewsAt: row.renewsAt,
    hours: row.hours,
    timezone: row.timezone,
    roomPerHour: row.roomPerHour,
    temperatures: row.temperatures,
    minScore: row.minScore,
    acceptUnknown: row.acceptUnknown,
    languages: languageNames(row.languages, ' or '),
    offerHref: `/sell/offers/new?${query}`,
  };
}

export default function DemandBoard() {
  const { rows, total, filters, page, pages, ratesOf } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const hrefOf = (other: number) => {
    const query = new URLSearchParams(search);
    query.set('page', String(other));
    return `/sell/demand?${query}`;
  };
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-6">
        <Filters />
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <p role="status" className="font-medium tabular-nums">
            {words.found(total)}
          </p>
          {filters.sort === 'price' && <p className="text-xs text-ink-faint">{words.ratesNote(ratesOf)}</p>}
        </div>
        {rows.length === 0 ? <Nothing /> : <Board rows={rows} />}
        <Pager page={page} pages={pages} hrefOf={hrefOf} />
      </div>
    </>
  );
}

function Filters() {
  const { filters, niches, others, missed } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const isFiltered = filters.niche !== '' || filters.region !== '';
  return (
    <div className="flex flex-col gap-3">
      <FilterBar
        label={words.filters}
        submitLabel={words.show}
        clearTo={isFiltered ? '/sell/demand' : undefined}
      >
        <input type="hidden" name="region" value={filters.region} />
        <Select
          name="niche"
          label={words.niche}
          value={filters.niche}
          choices={[{ value: '', label: words.anyNiche }]}
          groups={niches}
        />
        <TextInput
          name="q"
          label={words.region}
          hint={words.regionHint}
          value={missed ?? filters.regionName}
          error={missed ? words.regionUnknown(missed) : undefined}
          maxLength={80}
        />
        <Select
          name="sort"
          label={words.sort}
          value={filters.sort}
          choices={[
            { value: 'new', label: words.sorts.new },
            { value: 'price', label: words.sorts.price },
          ]}
        />
      </FilterBar>
      <OtherRegions path="/sell/demand" search={search} others={others} />
    </div>
  );
}

function Nothing() {
  const { filters, page } = useLoaderData<typeof loader>();
  const isAll = filters.niche === '' && filters.region === '' && page === 1;
  const { title, text, action } = isAll ? words.none : words.empty;
  return (
    <EmptyState
      title={title}
      text={text}
      action={
        <ButtonLink to={isAll ? '/sell/offers/new' : '/sell/demand'} kind="other">
          {action}
        </ButtonLink>
      }
    />
  );
}

function Board({ rows }: { rows: readonly Row[] }) {
  const { now } = useLoaderData<typeof loader>();
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: 'wanted',
          head: words.wanted,
          cell: (row) => (
            <span className="font-medium">
              <PlaceNames names={row.niches} more={words.more} />
            </span>
          ),
        },
        {
          key: 'where',
          head: words.where,
          cell: (row) => <PlaceNames names={row.regions} more={words.more} />,
        },
        {
          key: 'top',
          head: words.top,
          kind: 'figure',
          cell: (row) => (
            <span className="font-medium">
              <Money {...row.top} />
            </span>
          ),
        },
        {
          key: 'room',
          head: words.room,
          cell: (row) => (
            <>
              <span className="block">{words.roomOf(row.roomToday)}</span>
              <span className="block text-xs text-ink-faint">
                {words.renewsBefore} <Moment at={row.renewsAt} now={now} />
              </span>
            </>
          ),
        },
        {
          key: 'hours',
          head: words.hours,
          cell: (row) => (
            <>
              <span className="block">{row.hours ? describeHours(row.hours) : hoursWords.anyTime}</span>
              {row.hours && (
                <span className="block text-xs text-ink-faint">{row.timezone.replaceAll('_', ' ')}</span>
              )}
              {row.roomPerHour !== null && (
                <span className="block text-xs text-ink-faint">{words.perHour(row.roomPerHour)}</span>
              )}
            </>
          ),
        },
        { key: 'terms', head: words.terms, cell: (row) => <Terms row={row} /> },
        {
          key: 'offer',
          head: words.act,
          cell: (row) =>
            row.mine ? (
              <Link to={`/sell/offers/${row.mine}`}>{words.yours}</Link>
            ) : (
              <Link to={row.offerHref}>{words.offer}</Link>
            ),
        },
      ]}
    />
  );
}

function Terms({ row }: { row: Row }) {
  const temperatures = row.temperatures.map((one) => pageWords.temperatures[one]).join(', ');
  return (
    <>
      <span className="block">{temperatures || words.anyTemperature}</span>
      {row.minScore > 0 && (
        <span className="block text-xs text-ink-faint">{words.minScore(row.minScore)}</span>
      )}
      {row.languages && <span className="block text-xs text-ink-faint">{words.speaks(row.languages)}</span>}
      {!row.acceptUnknown && <span className="block text-xs text-ink-faint">{words.noUnknown}</span>}
    </>
  );
}
