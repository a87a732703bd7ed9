import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { feeOf } from '#app/domain/catalog/reference.ts';
import { readDemand } from '#app/domain/exchange/read-demand.server.ts';
import { costFloor } from '#app/domain/pricing/cost-floor.ts';
import { judgePrice, ladderOf, shareBelow } from '#app/domain/pricing/price-ladder.ts';
import { ratesIn } from '#app/domain/pricing/quote-place.ts';
import { present } from '#app/kernel/assert.ts';
import { shareRoundedHalfUp } from '#app/kernel/money.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Money } from '#app/ui/money.tsx';
import { parseMajor } from '#app/ui/parse-major.ts';
import { Section } from '#app/ui/section.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { priceAdviceWords } from '#app/words/en/price-advice.ts';
import { requireMember } from '../guard.ts';
import { loadPriceMarket } from '../load-price-market.ts';
import { MarketAhead, MarketQuestion, Recommended, VerdictBadge } from '../price-outlook-parts.tsx';
import { readOwnNiche } from '../read-own-niche.ts';
import { OwnAsks } from './own-asks.tsx';
import { readOwnAsks } from './read-own-asks.ts';
import { readSellThrough } from './read-sell-through.ts';

const words = priceAdviceWords.ask;
/** The dearest orders of the board; with more than these, an ask that all of them pay is no risk. */
const ORDERS_LIMIT = 200;
const AMOUNT_LENGTH = 24;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const query = new URL(args.request.url).searchParams;
  const { reference, market } = await loadPriceMarket(db, {
    query,
    countryCode: organisation.countryCode,
    ownNiche: await readOwnNiche(db, { organisationId: organisation.id, first: 'offers' }),
    now,
  });
  const { currency, band } = market;
  const { demand } = await readDemand(db.pool, reference, {
    nicheCode: market.niche,
    regionCode: market.region,
    exceptOrganisationId: organisation.id,
    sort: 'price',
    rates: ratesIn(reference).rubPerUnit,
    page: 1,
    pageSize: ORDERS_LIMIT,
    now,
  });
  const orders = demand.filter((order) => order.currency === currency);
  const niche = present(reference.niches.get(market.niche), 'the market’s niche is known');
  const fee = feeOf(reference, niche, organisation.id);
  const costText = (query.get('cost') ?? '').slice(0, AMOUNT_LENGTH);
  const costMinor = costText === '' ? null : parseMajor(costText, currency);
  const askText = (query.get('ask') ?? '').slice(0, AMOUNT_LENGTH);
  // Nothing is asked for nothing.
  const typedMinor = parseMajor(askText, currency) || null;
  const place = present(reference.regions.get(market.region), 'the market’s place is known');
  const soldNear = await readSellThrough(db, reference, { niche, place, band, now });
  const rungOf = (askMinor: bigint, observed: ReturnType<typeof soldNear>[number], isTyped: boolean) => {
    const shareMinor = askMinor - shareRoundedHalfUp(askMinor, fee);
    const floorMinor = costMinor === null ? null : costFloor(costMinor, fee);
    return {
      askMinor,
      shareMinor,
      orders: orders.filter(({ topPriceMinor }) => topPriceMinor >= askMinor).length,
      reached: 1 - shareBelow(askMinor, band),
      observed,
      verdict: judgePrice(askMinor, band, { floorMinor, ceilingMinor: null }),
      isTyped,
    };
  };
  const asks = ladderOf(band);
  const observed = soldNear(asks);
  const ladder = asks.map((askMinor, index) => rungOf(askMinor, observed[index] ?? null, false));
  // By itself, so that the ladder's own figures stay what they are without it.
  const typed = typedMinor === null ? null : rungOf(typedMinor, soldNear([typedMinor])[0] ?? null, true);
  return {
    market,
    mine: await readOwnAsks(db, reference, { organisationId: organisation.id, nicheCode: market.niche }),
    ordersFound: orders.length,
    cost: { text: costText, isUnknown: costText !== '' && costMinor === null },
    ask: { text: askText, isUnknown: askText !== '' && typedMinor === null },
    typed,
    fairReached: 1 - shareBelow(band.p50Minor, band),
    rungs: [...ladder.filter(({ askMinor }) => askMinor !== typedMinor), ...(typed ? [typed] : [])].sort(
      (a, b) => Number(a.askMinor - b.askMinor),
    ),
  };
}

export default function AskOutlook() {
  const { market, mine, ask, cost, ordersFound, rungs } = useLoaderData<typeof loader>();
  const { currency } = market;
  const offerHref = `/sell/offers/new?${new URLSearchParams({ niche: market.niche, regions: market.region, currency })}`;
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/sell/offers', label: words.back }} />
      <div className="flex flex-col gap-8">
        <MarketQuestion market={market}>
          <TextInput
            name="ask"
            type="text"
            inputMode="decimal"
            label={words.own}
            hint={words.ownHint}
            optional
            suffix={currency}
            value={ask.text}
            error={ask.isUnknown ? words.ownUnknown : undefined}
            maxLength={AMOUNT_LENGTH}
          />
          <TextInput
            name="cost"
            type="text"
            inputMode="decimal"
            label={words.cost}
            hint={words.costHint}
            optional
            suffix={currency}
            value={cost.text}
            error={cost.isUnknown ? words.costUnknown : undefined}
            maxLength={AMOUNT_LENGTH}
          />
        </MarketQuestion>
        <Recommended
          market={market}
          label={words.recommended}
          price={market.band.p50Minor}
          note={words.recommendedNote}
          action={
            <ButtonLink to={offerHref} kind="main">
              {words.make}
            </ButtonLink>
          }
        />
        <Typed />
        <Section id="asks" title={words.table} intro={words.ordersNote(ordersFound, currency)}>
          <Rungs />
          <p className="text-xs text-ink-faint">
            {priceAdviceWords.basis(market.modelVersion)}{' '}
            {rungs.some(({ observed }) => observed) ? words.observedNote : words.observedNone}
          </p>
        </Section>
        <OwnAsks asks={mine} />
        <MarketAhead market={market} />
      </div>
    </>
  );
}

/** What the ask that was typed does, beside the recommended one. */
function Typed() {
  const { typed, market, fairReached } = useLoaderData<typeof loader>();
  if (!typed) return null;
  const { currency } = market;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const { percent } = priceAdviceWords;
  return (
    <Section id="own" title={words.ownTitle(money(typed.askMinor))}>
      <p className="flex max-w-[68ch] flex-wrap items-center gap-2">
        <VerdictBadge verdict={typed.verdict} />
        <span>
          {words.ownReached(percent(typed.reached), percent(fairReached), money(market.band.p50Minor))}
        </span>
      </p>
      <p className="max-w-[68ch] text-sm text-ink-soft">
        {typed.observed
          ? words.ownObserved(typed.observed.sold, typed.observed.leads, typed.observed.placeName)
          : words.ownObservedNone}
      </p>
    </Section>
  );
}

type Rung = Awaited<ReturnType<typeof loader>>['rungs'][number];

const OBSERVED: Column<Rung> = {
  key: 'observed',
  head: words.observed,
  kind: 'figure',
  cell: ({ observed }) =>
    observed ? (
      <span className="flex flex-col items-end">
        {words.observedOf(observed.sold, observed.leads)}
        {observed.isWider && (
          <span className="text-xs text-ink-faint">{words.observedIn(observed.placeName)}</span>
        )}
      </span>
    ) : (
      <span className="text-ink-faint">{words.observedFew}</span>
    ),
};

function Rungs() {
  const { market, rungs, ordersFound } = useLoaderData<typeof loader>();
  const { currency } = market;
  return (
    <DataTable
      caption={words.table}
      rows={rungs}
      rowKey={({ askMinor }) => String(askMinor)}
      columns={[
        {
          key: 'ask',
          head: words.price,
          cell: ({ askMinor, isTyped }) => (
            <span className="flex flex-col">
              <strong>
                <Money amountMinor={askMinor} currency={currency} />
              </strong>
              {isTyped && <span className="text-xs text-ink-faint">{words.ownMark}</span>}
            </span>
          ),
        },
        {
          key: 'share',
          head: words.share,
          kind: 'figure',
          cell: ({ shareMinor }) => <Money amountMinor={shareMinor} currency={currency} />,
        },
        {
          key: 'orders',
          head: words.orders,
          kind: 'figure',
          cell: ({ orders }) => words.ordersOf(orders, ordersFound),
        },
        {
          key: 'reached',
          head: words.reached,
          kind: 'figure',
          cell: ({ reached }) => priceAdviceWords.percent(reached),
        },
        ...(rungs.some(({ observed }) => observed) ? [OBSERVED] : []),
        {
          key: 'verdict',
          head: priceAdviceWords.verdict,
          cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
        },
      ]}
    />
  );
}
