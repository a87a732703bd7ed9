import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { readListings } from '#app/domain/exchange/read-listings.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { CheckCount } from '#app/ui/check-list.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { parseMajor } from '#app/ui/parse-major.ts';
import { Select } from '#app/ui/select.tsx';
import { ASK_TONES } from '#app/ui/states.ts';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { requireMember } from '../guard.ts';
import { nicheChoices, regionName } from '../public/names.ts';
import { OtherRegions } from '../public/other-regions.tsx';
import { pickRegion } from '../public/pick-region.ts';
import { TemperatureBadge } from './lead-badges.tsx';
import { type ListingLine, toListingLine } from './listing-line.ts';
import { OlderLink } from './older-link.tsx';

const words = buyerWords.market;
const PAGE_SIZE = 20;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link that is old or mistyped shows the market all the same: what it got wrong counts as not said. */
const questionSchema = z.object({
  niche: z.string().max(64).catch(''),
  region: z.string().max(32).catch(''),
  q: z.string().max(80).nullable().catch(null),
  max: z.string().max(24).catch(''),
  currency: z.enum(CURRENCIES).nullable().catch(null),
  before: z.string().max(64).nullable().catch(null),
});

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const asked = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const reference = await readPricedReference(db.pool);
  const niche = reference.niches.get(asked.niche);
  const { region, others, missed } = pickRegion(reference, asked);
  const currency = asked.currency ?? defaultCurrency(organisation.countryCode);
  const maxMinor = asked.max.trim() === '' ? null : parseMajor(asked.max, currency);
  const rows = await readListings(db, {
    limit: PAGE_SIZE + 1,
    before: asked.before,
    nicheCode: niche?.code,
    regionCode: region?.code,
    exceptOrganisationId: organisation.id,
    now,
    ...(maxMinor === null ? {} : { maxAsk: { amountMinor: maxMinor, currency } }),
  });
  const listings = rows.slice(0, PAGE_SIZE);
  return {
    now,
    mayOrder: roleReaches(organisation.role, 'manager'),
    filters: {
      niche: niche?.code ?? '',
      region: region?.code ?? '',
      regionName: region ? regionName(reference, region) : '',
      max: asked.max,
      isMaxWrong: asked.max.trim() !== '' && maxMinor === null,
      currency,
    },
    others,
    missed,
    niches: nicheChoices(reference),
    isFirst: asked.before === null,
    older: rows.length > PAGE_SIZE ? (listings.at(-1)?.id ?? null) : null,
    lines: listings.map((listing) => toListingLine(reference, listing, now)),
  };
}

export default function BuySingly() {
  const { lines, older, isFirst, now } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-6">
        <Filters />
        {lines.length === 0 ? <Nothing /> : <Listings lines={lines} now={now} />}
        <OlderLink path="/buy/market" query={new URLSearchParams(search)} before={older} isFirst={isFirst} />
      </div>
    </>
  );
}

function Listings({ lines, now }: { lines: readonly ListingLine[]; now: Date }) {
  return (
    <DataTable
      caption={words.caption}
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'lead',
          head: words.lead,
          cell: (line) => (
            <>
              <Link
                to={`/buy/market/${line.id}`}
                className="inline-flex min-h-6 items-center font-medium text-ink"
              >
                {line.niche}
              </Link>
              <span className="block text-xs text-ink-faint">{line.place}</span>
            </>
          ),
        },
        {
          key: 'heat',
          head: words.heat,
          cell: (line) => <TemperatureBadge temperature={line.temperature} score={line.score} />,
        },
        { key: 'checks', head: words.checks, cell: (line) => <CheckCount checks={line.checks} /> },
        { key: 'came', head: words.came, cell: (line) => <Moment at={line.createdAt} now={now} /> },
        {
          key: 'copies',
          head: words.copies,
          cell: (line) =>
            line.exclusivity === 'exclusive'
              ? words.onlyYou
              : words.copiesLeft(line.copiesLeft, line.maxSells),
        },
        {
          key: 'price',
          head: words.price,
          kind: 'figure',
          cell: (line) => (
            <span className="font-medium">
              <Money amountMinor={line.askMinor} currency={line.currency} />
            </span>
          ),
        },
        { key: 'fair', head: words.fair, cell: (line) => <Fair fair={line.fair} /> },
        {
          key: 'act',
          head: words.act,
          cell: (line) => (
            <ButtonLink to={`/buy/market/${line.id}`} kind="other" small>
              <span className="whitespace-nowrap">{words.look}</span>
              <span className="sr-only">{words.lookAt(line.niche, line.place)}</span>
            </ButtonLink>
          ),
        },
      ]}
    />
  );
}

function Fair({ fair }: { fair: ListingLine['fair'] }) {
  return (
    <span className="flex flex-col items-end gap-1 md:items-start">
      <Badge tone={ASK_TONES[fair.verdict]}>{pageWords.askVerdicts[fair.verdict]}</Badge>
      <span className="text-xs text-ink-faint">{words.band(fair.from, fair.to)}</span>
    </span>
  );
}

function Filters() {
  const { filters, niches, others, missed } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const isFiltered = filters.niche !== '' || filters.region !== '' || filters.max !== '';
  return (
    <div className="flex flex-col gap-3">
      <FilterBar
        label={words.filters}
        submitLabel={words.show}
        clearTo={isFiltered ? '/buy/market' : undefined}
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
        <MoneyInput
          name="max"
          label={words.max}
          value={filters.max}
          currency={filters.currency}
          currencies={CURRENCIES}
          error={filters.isMaxWrong ? words.maxUnknown : undefined}
        />
      </FilterBar>
      <OtherRegions path="/buy/market" search={search} others={others} />
    </div>
  );
}

function Nothing() {
  const { filters, mayOrder } = useLoaderData<typeof loader>();
  const isFiltered = filters.niche !== '' || filters.region !== '' || filters.max !== '';
  const { title, text, action } = isFiltered ? words.empty : words.emptyAll;
  return (
    <EmptyState
      title={title}
      text={text}
      action={
        mayOrder && (
          <ButtonLink to="/buy/orders/new" kind="main">
            {action}
          </ButtonLink>
        )
      }
    />
  );
}
