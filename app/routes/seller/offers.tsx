import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { countSellersLeads, type LeadCount, sumLeads } from '#app/domain/leads/count-sellers-leads.server.ts';
import { temperatureOf } from '#app/domain/leads/score-lead.ts';
import { judgeAsk } from '#app/domain/pricing/judge-ask.ts';
import { monthOf, type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import { isId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Money } from '#app/ui/money.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { ASK_TONES } from '#app/ui/states.ts';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionName } from '../public/names.ts';
import { priceHref } from '../public/price-view.ts';
import { PlaceNames } from './place-names.tsx';

const words = sellerWords.offers;
const PAGE_SIZE = 25;
const FIGURES_MS = 30 * DAY_MS;
const QUIET_MS = 7 * DAY_MS;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const before = new URL(args.request.url).searchParams.get('before');
  const of = { organisationId: organisation.id };
  const [reference, offers, counts, recent] = await Promise.all([
    readPricedReference(db.pool),
    readOffers(db, {
      ...of,
      limit: PAGE_SIZE + 1,
      before: before && isId('offer', before) ? before : null,
    }),
    countSellersLeads(db.pool, { ...of, since: after(now, -FIGURES_MS) }),
    countSellersLeads(db.pool, { ...of, since: after(now, -QUIET_MS) }),
  ]);
  const shown = offers.slice(0, PAGE_SIZE);
  const lately = new Set(recent.map(({ offerId }) => offerId));
  return {
    mayWrite: roleReaches(organisation.role, 'manager'),
    isFirstPage: before === null,
    older: offers.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
    rows: shown.map((offer) =>
      toRow(reference, offer, {
        counts: counts.filter(({ offerId }) => offerId === offer.id),
        isQuiet: !lately.has(offer.id) && offer.createdAt < after(now, -QUIET_MS),
        month: monthOf(now),
      }),
    ),
  };
}

type Row = ReturnType<typeof toRow>;

function toRow(
  reference: PricedReference,
  offer: Offer,
  of: { counts: readonly LeadCount[]; isQuiet: boolean; month: number },
) {
  const niche = present(reference.niches.get(offer.niche), 'an offer names a known niche');
  const places = offer.regions.map((code) =>
    present(reference.regions.get(code), 'an offer names known regions'),
  );
  const temperature = temperatureOf({ wantedWithinDays: null, targetAction: offer.targetAction });
  const { currency } = offer;
  const judged = judgeAsk(
    offer.askMinor,
    places.map((place) =>
      quotePlace(reference, {
        ...{ niche, place, month: of.month, temperature, currency },
        copies: offer.maxSells,
      }),
    ),
  );
  const { sent, validating, rejected, duplicate, sold } = sumLeads(of.counts);
  return {
    id: offer.id,
    niche: nicheNameOf(reference, offer.niche),
    status: offer.status,
    regions: places.map((place) => regionName(reference, place)),
    ask: { amountMinor: offer.askMinor, currency },
    judged,
    whyHref: priceHref({
      niche: offer.niche,
      region: present(offer.regions[0], 'an offer names a region'),
      temperature,
      month: of.month,
      copies: offer.maxSells,
    }),
    sent,
    accepted: sent - validating - rejected - duplicate,
    sold,
    need: needOf(offer, of.isQuiet),
  };
}

/** What its seller should look at, the weightiest alone. */
function needOf(offer: Offer, isQuiet: boolean): keyof typeof words.needs | null {
  if (offer.status === 'draft') return offer.review.reason ? 'sentBack' : 'draft';
  if (offer.status === 'active' && isQuiet) return 'noLeads';
  return null;
}

export default function Offers() {
  const { rows, mayWrite, older, isFirstPage } = useLoaderData<typeof loader>();
  const make = mayWrite && (
    <ButtonLink to="/sell/offers/new" kind="main">
      {words.make}
    </ButtonLink>
  );
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} action={rows.length > 0 && make} />
      {rows.length === 0 ? (
        <EmptyState title={words.empty.title} text={words.empty.text} action={make} />
      ) : (
        <Table rows={rows} />
      )}
      <p className="flex gap-6 pt-4">
        {!isFirstPage && <Link to="/sell/offers">{words.newest}</Link>}
        {older && <Link to={`/sell/offers?before=${older}`}>{words.older}</Link>}
      </p>
    </>
  );
}

function Table({ rows }: { rows: readonly Row[] }) {
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'niche',
          head: words.niche,
          cell: (row) => (
            <>
              <Link to={`/sell/offers/${row.id}`} className="inline-flex min-h-6 items-center font-medium">
                {row.niche}
              </Link>
              {row.need && <span className="block text-xs text-amber">{words.needs[row.need]}</span>}
            </>
          ),
        },
        { key: 'state', head: words.state, cell: (row) => <StateBadge of="offer" state={row.status} /> },
        {
          key: 'regions',
          head: words.regions,
          cell: (row) => <PlaceNames names={row.regions} more={words.more} />,
        },
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
          key: 'figures',
          head: words.figures,
          kind: 'figure',
          cell: (row) => (
            <Link to={`/sell/leads?offer=${row.id}`}>
              {words.figuresOf(row.sent, row.accepted, row.sold)}
            </Link>
          ),
        },
      ]}
    />
  );
}

function Fair({ row }: { row: Row }) {
  const { verdict, p10Minor, p90Minor } = row.judged;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: row.ask.currency });
  return (
    <span className="flex flex-col items-end gap-1 md:items-start">
      <Badge tone={ASK_TONES[verdict]}>{pageWords.askVerdicts[verdict]}</Badge>
      <Link to={row.whyHref} className="text-xs">
        {pageWords.market.band(write(p10Minor), write(p90Minor))}
      </Link>
    </span>
  );
}
