import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { endOutlook } from '#app/domain/pricing/end-outlook.server.ts';
import { readOutlooks } from '#app/domain/pricing/read-outlooks.server.ts';
import { readSeasonOutlook } from '#app/domain/pricing/read-season-outlook.server.ts';
import { subscribeOutlook } from '#app/domain/pricing/subscribe-outlook.server.ts';
import { present } from '#app/kernel/assert.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { outlookWords as words } from '#app/words/en/outlooks.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { loadPriceMarket } from '../load-price-market.ts';
import { MarketQuestion } from '../price-outlook-parts.tsx';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { readOwnNiche } from '../read-own-niche.ts';
import { MonthsAhead } from './months-ahead.tsx';
import { toOutlookView } from './outlook-view.ts';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { person, organisation } = await requireMember(args);
  const { db, now } = args.context;
  const { reference, market } = await loadPriceMarket(db, {
    query: new URL(args.request.url).searchParams,
    countryCode: organisation.countryCode,
    ownNiche: await readOwnNiche(db, {
      organisationId: organisation.id,
      first: organisation.sells ? 'offers' : 'orders',
    }),
    now,
  });
  const ahead = await readSeasonOutlook(db.pool, reference, {
    niche: present(reference.niches.get(market.niche), 'the market’s niche is known'),
    place: present(reference.regions.get(market.region), 'the market’s place is known'),
    currency: market.currency,
    now,
  });
  const outlooks = await readOutlooks(db, { personId: person.id });
  return {
    now,
    market,
    ahead: toOutlookView(reference, ahead, market.currency),
    isAsked: outlooks.some(
      ({ nicheCode, regionCode }) => nicheCode === market.niche && regionCode === market.region,
    ),
    outlooks: outlooks.map(({ id, nicheCode, regionCode, mailedAt }) => ({
      id,
      mailedAt,
      name: `${nicheNameOf(reference, nicheCode)}, ${regionNameOf(reference, regionCode)}`,
    })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { person } = await requireMember(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  if (one(typed, 'intent') === 'stop') {
    await endOutlook(db, { subscriptionId: one(typed, 'outlook'), personId: person.id, now });
    throw redirect('/account/outlooks?done=stopped');
  }
  const [nicheCode, regionCode] = [one(typed, 'niche'), one(typed, 'region')];
  const currency = CURRENCIES.find((code) => code === one(typed, 'currency')) ?? 'RUB';
  const asked = await attempt(
    typed,
    subscribeOutlook(db, { personId: person.id, nicheCode, regionCode, currency, now }),
  );
  if (!asked.ok) return asked.failed;
  const query = new URLSearchParams({ niche: nicheCode, region: regionCode, currency, done: 'asked' });
  throw redirect(`/account/outlooks?${query}`);
}

export default function Outlooks() {
  const { market, ahead, isAsked } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { niche, region, currency } = market;
  return (
    <>
      <FlashNotice notices={{ asked: { title: words.done.asked }, stopped: { title: words.done.stopped } }} />
      <ErrorSummary failed={failed} />
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-8">
        <MarketQuestion market={market} />
        <Section id="ahead" title={words.ahead(market.nicheName, market.placeName)}>
          <MonthsAhead ahead={ahead} />
          <div>
            {isAsked ? (
              <p className="font-medium">{words.asked}</p>
            ) : (
              <PostButton fields={{ intent: 'ask', niche, region, currency }} kind="main">
                {words.ask}
              </PostButton>
            )}
          </div>
        </Section>
        <Mine />
      </div>
    </>
  );
}

function Mine() {
  const { outlooks, now } = useLoaderData<typeof loader>();
  return (
    <Section id="mine" title={words.mine}>
      {outlooks.length === 0 ? (
        <EmptyState {...words.empty} />
      ) : (
        <DataTable
          caption={words.mine}
          rows={outlooks}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'market',
              head: words.market,
              cell: ({ name }) => <span className="font-medium">{name}</span>,
            },
            {
              key: 'last',
              head: words.last,
              cell: ({ mailedAt }) =>
                mailedAt ? (
                  <Moment at={mailedAt} now={now} />
                ) : (
                  <span className="text-ink-soft">{words.notYet}</span>
                ),
            },
            {
              key: 'act',
              head: words.stopHead,
              cell: ({ id, name }) => (
                <PostButton fields={{ intent: 'stop', outlook: id }} small>
                  <span aria-hidden="true">{words.stop}</span>
                  <span className="sr-only">{words.stopOf(name)}</span>
                </PostButton>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
