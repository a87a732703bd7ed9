import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { readSalesOfLeads } from '#app/domain/exchange/read-sales.server.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { LEAD_STATUSES, type Lead } from '#app/domain/leads/lead.ts';
import { readSellersLeads } from '#app/domain/leads/read-sellers-leads.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Select } from '#app/ui/select.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { importWords } from '#app/words/en/imports.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { stateWords } from '#app/words/en/states.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { reasonOf } from './lead-reason.ts';

const words = sellerWords.leads;
const PAGE_SIZE = 25;
const COUNT_LIMIT = 1_001;
const LOOK_LIMIT = 10_000;
const PAGES_LIMIT = 40;
const OFFERS_LIMIT = 100;
const SINCE_MS = { all: null, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link that is old or mistyped shows the list all the same: what it got wrong counts as not said. */
const questionSchema = z.object({
  status: z.enum(LEAD_STATUSES).nullable().catch(null),
  offer: z.string().max(64).catch(''),
  since: z.enum(['all', 'day', 'week', 'month']).catch('all'),
  page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
});

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const asked = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const organisationId = organisation.id;
  const sinceMs = SINCE_MS[asked.since];
  const [reference, offers, { leads, total, isCut }] = await Promise.all([
    readReference(db.pool),
    readOffers(db, { organisationId, limit: OFFERS_LIMIT, before: null }),
    readSellersLeads(db.pool, {
      organisationId,
      status: asked.status,
      offerId: asked.offer || null,
      since: sinceMs === null ? null : after(now, -sinceMs),
      page: asked.page,
      pageSize: PAGE_SIZE,
      countLimit: COUNT_LIMIT,
      lookLimit: LOOK_LIMIT,
    }),
  ]);
  const sales = await readSalesOfLeads(
    db,
    leads.map(({ id }) => id),
  );
  return {
    now,
    asked,
    total,
    isCut,
    pages: Math.max(1, Math.min(Math.ceil(total / PAGE_SIZE), PAGES_LIMIT)),
    hasOffers: offers.length > 0,
    hasActive: offers.some(({ status }) => status === 'active'),
    mayImport: roleReaches(organisation.role, 'manager'),
    offers: offers.map((offer) => ({
      value: offer.id,
      label: words.offerName(
        nicheNameOf(reference, offer.niche),
        regionNameOf(reference, offer.regions[0] ?? ''),
        offer.regions.length - 1,
      ),
    })),
    rows: leads.map((lead) => toRow(reference, lead, sales.get(lead.id) ?? [])),
  };
}

type Row = ReturnType<typeof toRow>;

function toRow(reference: Reference, lead: Lead, sales: readonly Sale[]) {
  return {
    id: lead.id,
    niche: nicheNameOf(reference, lead.niche),
    place: regionNameOf(reference, lead.placeCode),
    status: lead.status,
    reason: reasonOf(lead),
    test: lead.test,
    score: lead.score,
    temperature: lead.temperature,
    externalId: lead.externalId,
    ask: { amountMinor: lead.askMinor, currency: lead.currency },
    sold: sales.map(({ priceMinor, currency }) => ({ amountMinor: priceMinor, currency })),
    createdAt: lead.createdAt,
  };
}

export default function Leads() {
  const { rows, total, isCut, pages, asked, hasActive, mayImport } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const hrefOf = (other: number) => {
    const query = new URLSearchParams(search);
    query.set('page', String(other));
    return `/sell/leads?${query}`;
  };
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={words.intro}
        action={
          hasActive && (
            <div className="flex flex-wrap gap-3">
              {mayImport && (
                <ButtonLink to="/sell/import" kind="other">
                  {importWords.link}
                </ButtonLink>
              )}
              <ButtonLink to="/sell/leads/new" kind="main">
                {words.send}
              </ButtonLink>
            </div>
          )
        }
      />
      <div className="flex flex-col gap-6">
        <Filters />
        {rows.length > 0 && (
          <p role="status" className="font-medium tabular-nums">
            {words.found(total, COUNT_LIMIT)}
          </p>
        )}
        {rows.length === 0 ? <Nothing /> : <Table rows={rows} />}
        {isCut && <p className="text-sm text-ink-soft">{words.lookedThrough(LOOK_LIMIT)}</p>}
        <Pager page={asked.page} pages={pages} hrefOf={hrefOf} />
      </div>
    </>
  );
}

function Filters() {
  const { asked, offers } = useLoaderData<typeof loader>();
  const isFiltered = asked.status !== null || asked.offer !== '' || asked.since !== 'all';
  return (
    <FilterBar
      label={words.filters}
      submitLabel={words.show}
      clearTo={isFiltered ? '/sell/leads' : undefined}
    >
      <Select
        name="status"
        label={words.status}
        value={asked.status ?? ''}
        choices={[
          { value: '', label: words.anyStatus },
          ...LEAD_STATUSES.map((value) => ({ value, label: stateWords.lead[value] })),
        ]}
      />
      <Select
        name="offer"
        label={words.offer}
        value={asked.offer}
        choices={[{ value: '', label: words.anyOffer }, ...offers]}
      />
      <Select
        name="since"
        label={words.since}
        value={asked.since}
        choices={(['all', 'day', 'week', 'month'] as const).map((value) => ({
          value,
          label: words.sinces[value],
        }))}
      />
    </FilterBar>
  );
}

function Nothing() {
  const { asked, hasOffers, hasActive } = useLoaderData<typeof loader>();
  const isAll = asked.status === null && asked.offer === '' && asked.since === 'all' && asked.page === 1;
  if (!isAll)
    return (
      <EmptyState
        title={words.none.title}
        text={words.none.text}
        action={<Link to="/sell/leads">{words.none.action}</Link>}
      />
    );
  return (
    <EmptyState
      title={words.empty.title}
      text={words.empty.text}
      action={
        !hasActive && (
          <ButtonLink to={hasOffers ? '/sell/offers' : '/sell/offers/new'} kind="main">
            {hasOffers ? words.empty.offerActive : words.empty.offerFirst}
          </ButtonLink>
        )
      }
    />
  );
}

function Table({ rows }: { rows: readonly Row[] }) {
  const { now } = useLoaderData<typeof loader>();
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'lead',
          head: words.lead,
          cell: (row) => (
            <>
              <Link to={`/sell/leads/${row.id}`} className="inline-flex min-h-6 items-center font-medium">
                {row.niche}
              </Link>
              <span className="block">{row.place}</span>
              {row.externalId && (
                <span className="block text-xs text-ink-faint wrap-anywhere">
                  {words.reference(row.externalId)}
                </span>
              )}
            </>
          ),
        },
        {
          key: 'verdict',
          head: words.verdict,
          cell: (row) => (
            <span className="flex flex-col items-end gap-1 md:items-start">
              <span className="flex flex-wrap gap-1">
                <StateBadge of="lead" state={row.status} />
                {row.test && (
                  <Badge tone="neutral" sign={false}>
                    {words.test}
                  </Badge>
                )}
              </span>
              {row.reason && <span className="max-w-[40ch] text-xs text-ink-soft">{row.reason}</span>}
            </span>
          ),
        },
        {
          key: 'quality',
          head: words.quality,
          cell: (row) =>
            row.temperature !== null &&
            row.score !== null && (
              <>
                <span className="block">{pageWords.temperatures[row.temperature]}</span>
                <span className="block text-xs text-ink-faint">{words.score(row.score)}</span>
              </>
            ),
        },
        { key: 'money', head: words.money, kind: 'figure', cell: (row) => <SoldFor row={row} /> },
        { key: 'sent', head: words.sent, cell: (row) => <Moment at={row.createdAt} now={now} /> },
      ]}
    />
  );
}

function SoldFor({ row }: { row: Row }) {
  const [first] = row.sold;
  if (!first)
    return (
      <span className="text-ink-faint">
        {words.askOf} <Money {...row.ask} />
      </span>
    );
  return (
    <>
      <span className="block font-medium">
        <Money {...first} />
      </span>
      {row.sold.length > 1 && (
        <span className="block text-xs text-ink-faint">{words.times(row.sold.length)}</span>
      )}
    </>
  );
}
