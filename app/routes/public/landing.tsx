import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { type Listing, readListings } from '#app/domain/exchange/read-listings.server.ts';
import type { Check } from '#app/domain/leads/check-result.ts';
import { countListedLeads } from '#app/domain/leads/count-listed-leads.server.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { monthOf, type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { CheckCount, type CheckLine } from '#app/ui/check-list.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { PriceSteps } from '#app/ui/price-steps.tsx';
import { Section } from '#app/ui/section.tsx';
import { VERDICT_TONES } from '#app/ui/states.ts';
import { checks as checkWords } from '#app/words/en/checks.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { nicheNameOf, regionNameOf } from './names.ts';
import { priceHref, priceView } from './price-view.ts';

const words = pageWords.landing;
const ROWS = 5;
const COUNT_LIMIT = 10_000;
/** The checks that a lead goes through, in the order they are made. */
const CHECKS_MADE: readonly Check[] = ['phone', 'email', 'region', 'consent', 'name', 'fit', 'duplicate'];
/** Priced while the market is empty: the pair of place and niche with published figures. */
const EXAMPLE = { niche: 'legal.consultation', place: 'RU-MOW', temperature: 'warm' } as const;

export const meta: MetaFunction = () => [
  { title: words.meta },
  { name: 'description', content: words.description },
];

export async function loader({ context: { db, now } }: LoaderFunctionArgs) {
  const [reference, listings, open] = await Promise.all([
    readPricedReference(db.pool),
    readListings(db, { limit: ROWS, before: null, now }),
    countListedLeads(db.pool, { limit: COUNT_LIMIT }),
  ]);
  const rows = listings.map((listing) => masked(reference, listing));
  return { now, open, rows, example: exampleOf(reference, rows[0], monthOf(now)) };
}

type Row = ReturnType<typeof masked>;

/** What anyone may see. A city as the seller typed it may hold anything: the place it was recognised as stands instead. */
function masked(reference: PricedReference, listing: Listing) {
  const { placeCode } = listing.lead;
  return {
    id: listing.id,
    nicheCode: listing.niche,
    niche: nicheNameOf(reference, listing.niche),
    placeCode,
    place: regionNameOf(reference, placeCode),
    temperature: listing.temperature,
    score: listing.score,
    ask: { amountMinor: listing.askMinor, currency: listing.currency },
    exclusivity: listing.exclusivity,
    copiesLeft: listing.copiesLeft,
    copies: listing.lead.maxSells,
    createdAt: listing.createdAt,
    checks: listing.checks.map(
      ({ check, verdict, code, params }): CheckLine => ({ check, verdict, detail: checkWords[code](params) }),
    ),
  };
}

function exampleOf(reference: PricedReference, newest: Row | undefined, month: number) {
  const nicheCode = newest?.nicheCode ?? EXAMPLE.niche;
  const placeCode = newest?.placeCode ?? EXAMPLE.place;
  const temperature = newest?.temperature ?? EXAMPLE.temperature;
  const niche = present(reference.niches.get(nicheCode), 'the example names a known niche');
  const place = present(reference.regions.get(placeCode), 'the example names a known place');
  const copies = newest?.copies;
  const currency = newest?.ask.currency ?? defaultCurrency(place.countryCode);
  return {
    month,
    temperature,
    niche: nicheNameOf(reference, nicheCode),
    place: regionNameOf(reference, placeCode),
    href: priceHref({ niche: nicheCode, region: placeCode, temperature, month, copies }),
    price: priceView(quotePlace(reference, { niche, place, month, temperature, currency, copies })),
  };
}

export default function Landing() {
  return (
    <div className="flex flex-col gap-12">
      <div className="grid gap-10 lg:grid-cols-[5fr_7fr] lg:gap-12">
        <Opening />
        <LiveMarket />
      </div>
      <Checking />
      <Pricing />
      <Dispute />
    </div>
  );
}

function Opening() {
  return (
    <div className="flex flex-col gap-6">
      <h1 className="text-xl font-semibold tracking-tight text-balance lg:text-2xl">{words.title}</h1>
      <p className="max-w-[60ch] text-ink-soft">{words.lead}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/sign-up?side=sell" kind="main">
          {words.sell}
        </ButtonLink>
        <ButtonLink to="/sign-up?side=buy" kind="main">
          {words.buy}
        </ButtonLink>
      </div>
      <p className="text-sm text-ink-faint">{words.doorsNote}</p>
    </div>
  );
}

function LiveMarket() {
  const { rows, open, now } = useLoaderData<typeof loader>();
  return (
    <section aria-labelledby="live" className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="live" className="text-lg font-semibold">
          {words.market}
        </h2>
        {open > 0 && <p className="tabular-nums text-ink-soft">{words.open(open, COUNT_LIMIT)}</p>}
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title={words.marketEmpty.title}
          text={words.marketEmpty.text}
          action={<Link to="/market">{words.marketEmpty.action}</Link>}
        />
      ) : (
        <>
          <DataTable
            caption={words.market}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { key: 'need', head: words.need, cell: (row) => <Need row={row} /> },
              { key: 'checks', head: words.checksHead, cell: (row) => <CheckCount checks={row.checks} /> },
              { key: 'came', head: words.came, cell: (row) => <Moment at={row.createdAt} now={now} /> },
              { key: 'ask', head: words.ask, kind: 'figure', cell: (row) => <Money {...row.ask} /> },
            ]}
          />
          <p className="text-sm text-ink-faint">
            {words.marketNote} <Link to="/market">{words.offersLink}</Link>
          </p>
        </>
      )}
    </section>
  );
}

function Need({ row }: { row: Row }) {
  const facts = [
    row.temperature && pageWords.temperatures[row.temperature],
    row.score !== null && words.score(row.score),
    row.exclusivity === 'exclusive' ? pageWords.exclusivities.exclusive : words.copies(row.copiesLeft),
  ];
  return (
    <>
      <span className="block font-medium">{row.niche}</span>
      <span className="block text-ink-soft">{row.place}</span>
      <span className="block text-xs text-ink-faint">{facts.filter(Boolean).join(' · ')}</span>
    </>
  );
}

function Checking() {
  const newest = useLoaderData<typeof loader>().rows[0];
  const rows = CHECKS_MADE.map((check) => ({
    check,
    found: newest?.checks.find((line) => line.check === check) ?? null,
  }));
  return (
    <Section id="checks" title={words.checking} intro={words.checkingIntro}>
      <DataTable
        caption={words.checking}
        rows={rows}
        rowKey={(row) => row.check}
        columns={[
          {
            key: 'check',
            head: words.checkName,
            cell: (row) => <span className="font-medium">{pageWords.checks[row.check][0]}</span>,
          },
          {
            key: 'meaning',
            head: words.checkMeaning,
            kind: 'text',
            cell: (row) => pageWords.checks[row.check][1],
          },
          ...(newest
            ? [
                {
                  key: 'example',
                  head: words.checkExample(newest.niche, newest.place),
                  kind: 'text' as const,
                  cell: (row: (typeof rows)[number]) => <Found line={row.found} />,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function Found({ line }: { line: CheckLine | null }) {
  if (!line) return <span className="text-ink-faint">{words.notNamed}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Badge tone={VERDICT_TONES[line.verdict]}>{pageWords.verdicts[line.verdict]}</Badge>
      <span className="text-ink-soft">{line.detail}</span>
    </span>
  );
}

function Pricing() {
  const { example } = useLoaderData<typeof loader>();
  const { p10, p50, p90 } = example.price;
  const month = pageWords.months[example.month - 1] ?? '';
  const title = words.pricingExample(
    pageWords.temperatures[example.temperature],
    example.niche,
    example.place,
    month,
  );
  return (
    <Section id="price" title={words.pricing} intro={words.pricingIntro}>
      <div className="flex flex-col gap-1">
        <h3 className="font-medium">{title}</h3>
        <p className="text-ink-soft">
          {words.fair}{' '}
          <Link to={example.href} className="text-lg font-semibold">
            <Money {...p50} />
          </Link>
        </p>
        <p className="text-sm text-ink-faint">{words.band(formatMoney(p10), formatMoney(p90))}</p>
      </div>
      <PriceSteps price={example.price} caption={title} />
      <p>
        <Link to="/prices">{words.pricingLink}</Link>
      </p>
    </Section>
  );
}

function Dispute() {
  return (
    <Section id="dispute" title={words.dispute} intro={words.disputeIntro}>
      <ol className="grid gap-6 md:grid-cols-3">
        {words.disputeSteps.map(([name, text], index) => (
          <li key={name} className="flex flex-col gap-1 border-l-2 border-accent pl-4">
            <span className="font-medium">
              {index + 1}. {name}
            </span>
            <span className="text-ink-soft">{text}</span>
          </li>
        ))}
      </ol>
      <p className="text-sm text-ink-soft">{words.disputeNote}</p>
    </Section>
  );
}
