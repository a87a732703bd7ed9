import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { offerMarket } from '#app/domain/exchange/offer-market.ts';
import { readAskHistory } from '#app/domain/exchange/read-ask-history.server.ts';
import { readAskPlan, readOfferChecks } from '#app/domain/exchange/read-ask-plan.server.ts';
import { setAskPlan } from '#app/domain/exchange/set-ask-plan.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { followMarket } from '#app/domain/pricing/follow-market.ts';
import { judgePrice } from '#app/domain/pricing/price-ladder.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { type Ask, Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { askPlanWords as words } from '#app/words/en/ask-plans.ts';
import { attempt, type Failed, failed, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { VerdictBadge } from '../price-outlook-parts.tsx';
import { nicheNameOf } from '../public/names.ts';
import { AskPlanForm } from './ask-plan-form.tsx';
import { readAskPlanForm } from './ask-plan-values.ts';
import { offerName } from './offer-name.ts';
import { ownOffer } from './own-offer.ts';

const CHANGES_SHOWN = 50;

type Question = Omit<Ask, 'figures'> & { readonly figures: readonly { label: string; value: string }[] };
type Answer = { readonly failed: Failed; readonly ask: Question | null };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: words.meta(data?.nicheName ?? '') }];

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const offer = await ownOffer(args, member);
  const { db, now } = args.context;
  const [reference, plan, checks, history] = await Promise.all([
    readPricedReference(db.pool),
    readAskPlan(db, { offerId: offer.id }),
    readOfferChecks(db, { offerIds: [offer.id] }),
    readAskHistory(db, { offerId: offer.id, limit: CHANGES_SHOWN }),
  ]);
  const { market, breakEvenMinor, costFloorMinor } = offerMarket(reference, {
    offer,
    costMinor: plan.costMinor,
    now,
  });
  return {
    now,
    offer: { id: offer.id, status: offer.status, askMinor: offer.askMinor, currency: offer.currency },
    name: offerName(reference, offer),
    nicheName: nicheNameOf(reference, offer.niche),
    outlookHref: `/sell/offers/price?${new URLSearchParams({
      niche: offer.niche,
      region: offer.regions[0] ?? '',
      currency: offer.currency,
    })}`,
    market,
    verdict: judgePrice(offer.askMinor, market.band, {
      floorMinor: costFloorMinor,
      ceilingMinor: breakEvenMinor,
    }),
    plan,
    check: checks.get(offer.id) ?? null,
    history,
    mayWrite: roleReaches(member.organisation.role, 'manager'),
  };
}

/** To follow is asked about first, with what the first night would do. To stop, or to tell a cost, needs no question. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const member = await requireMember(args, { side: 'sells' });
  const offer = await ownOffer(args, member);
  await requireMember(args, { side: 'sells', role: 'manager' });
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const read = readAskPlanForm(typed, offer.currency);
  if (!read.ok) return { failed: read.failed, ask: null };
  const { plan, fields } = read;
  const { floorMinor, ceilingMinor, follows } = plan;
  if (follows && floorMinor !== null && ceilingMinor !== null && one(typed, 'confirmed') !== 'yes') {
    const { market } = offerMarket(await readPricedReference(db.pool), { offer, costMinor: null, now });
    const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency: offer.currency });
    const first = followMarket(offer.askMinor, market, { floorMinor, ceilingMinor });
    const { confirm } = words.follow;
    return {
      failed: failed(typed, {}),
      ask: {
        title: confirm.title,
        text: confirm.text,
        figures: [
          { label: confirm.ask, value: money(offer.askMinor) },
          { label: confirm.fair, value: money(market.band.p50Minor) },
          { label: confirm.floor, value: money(floorMinor) },
          { label: confirm.ceiling, value: money(ceilingMinor) },
          {
            label: confirm.first,
            value: first.outcome === 'moved' ? money(first.askMinor) : words.follow.state[first.outcome],
          },
        ],
        fields,
        confirmLabel: confirm.button,
      },
    };
  }
  const { actor, origin } = member;
  const organisationId = member.organisation.id;
  const done = await attempt(
    typed,
    setAskPlan(db, { organisationId, offerId: offer.id, plan, actor, origin, now }),
  );
  if (!done.ok) return { failed: done.failed, ask: null };
  throw redirect(`/sell/offers/${offer.id}/price?done=${follows ? 'on' : 'off'}`);
}

export default function OfferPrice() {
  const { offer, name, plan, mayWrite } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const path = `/sell/offers/${offer.id}/price`;
  const { follow } = words;
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={path} />}
      <FlashNotice notices={{ on: { title: follow.done.on }, off: { title: follow.done.off } }} />
      <WorkTitle title={words.title} back={{ to: `/sell/offers/${offer.id}`, label: name }} />
      <div className="flex flex-col gap-8">
        <Beyond />
        <Standing />
        <Section id="following" title={follow.title} intro={follow.intro}>
          <Following />
          {mayWrite ? (
            <AskPlanForm
              plan={plan}
              currency={offer.currency}
              refused={answer && !answer.ask ? answer.failed : null}
              typed={answer?.failed.typed ?? null}
            />
          ) : (
            <p className="text-sm text-ink-soft">{follow.readOnly}</p>
          )}
        </Section>
        <History />
      </div>
    </>
  );
}

/** That the night paused it, or will. */
function Beyond() {
  const { offer, check } = useLoaderData<typeof loader>();
  if (!check?.outside || check.askMinor !== offer.askMinor) return null;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency: offer.currency });
  const { paused, warned } = words;
  if (offer.status === 'active' && check.pausedAt === null)
    return (
      <Notice
        tone="amber"
        title={warned.title[check.outside]}
        text={check.isAssumed ? warned.assumed : warned.text}
      />
    );
  if (offer.status !== 'paused' || check.pausedAt === null) return null;
  return (
    <Notice
      tone="amber"
      title={paused.title[check.outside]}
      text={
        <>
          <p>{paused.text(money(check.askMinor), money(check.p10Minor), money(check.p90Minor))}</p>
          <p>{paused.how}</p>
        </>
      }
      action={
        <ButtonLink to={`/sell/offers/${offer.id}`} kind="other" small>
          {paused.go}
        </ButtonLink>
      }
    />
  );
}

function Standing() {
  const { offer, market, verdict, check, plan, outlookHref, now } = useLoaderData<typeof loader>();
  const { currency } = offer;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const { p10Minor, p50Minor, p90Minor } = market.band;
  return (
    <section aria-labelledby="stands" className="flex flex-col gap-3">
      <h2 id="stands" className="text-lg font-semibold">
        {words.stands}
      </h2>
      <StatTiles
        label={words.stands}
        tiles={[
          {
            label: words.ask,
            figure: <Money amountMinor={offer.askMinor} currency={currency} />,
            sub: <VerdictBadge verdict={verdict} />,
          },
          {
            label: words.fair,
            figure: <Money amountMinor={p50Minor} currency={currency} />,
            sub: words.band(money(p10Minor), money(p90Minor)),
          },
          {
            label: words.cost,
            figure:
              plan.costMinor === null ? (
                words.costNone
              ) : (
                <Money amountMinor={plan.costMinor} currency={currency} />
              ),
          },
          {
            label: words.looked,
            figure: check ? <Moment at={check.checkedAt} now={now} /> : words.notLooked,
          },
        ]}
      />
      <p className="max-w-[68ch] text-sm text-ink-soft">
        {market.isAssumed ? words.basisAssumed(market.modelVersion) : words.basis(market.modelVersion)}{' '}
        <a href={outlookHref}>{words.why}</a>
      </p>
    </section>
  );
}

/** Whether it follows now, and what the last night made of it. */
function Following() {
  const { plan, offer, check } = useLoaderData<typeof loader>();
  const { follow } = words;
  const { floorMinor, ceilingMinor } = plan;
  if (!plan.follows || floorMinor === null || ceilingMinor === null)
    return <p className="text-sm text-ink-soft">{follow.isOff}</p>;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency: offer.currency });
  return (
    <Notice
      tone="good"
      title={follow.isOn(money(floorMinor), money(ceilingMinor))}
      text={check?.follow ? follow.state[check.follow] : undefined}
    />
  );
}

function History() {
  const { history, offer, now } = useLoaderData<typeof loader>();
  const { currency } = offer;
  return (
    <Section
      id="history"
      title={words.history.title}
      intro={history.length > 0 ? words.history.intro : words.history.none}
    >
      {history.length > 0 && (
        <DataTable
          caption={words.history.title}
          rows={history}
          rowKey={({ key }) => key}
          columns={[
            { key: 'at', head: words.history.at, cell: ({ at }) => <Moment at={at} now={now} /> },
            {
              key: 'to',
              head: words.history.to,
              kind: 'figure',
              cell: ({ toMinor }) => <Money amountMinor={toMinor} currency={currency} />,
            },
            {
              key: 'by',
              head: words.history.by,
              kind: 'text',
              cell: ({ fairMinor, modelVersion }) =>
                fairMinor === null
                  ? words.history.hand
                  : words.history.market(
                      formatMoney({ amountMinor: fairMinor, currency }),
                      modelVersion ?? '',
                    ),
            },
          ]}
        />
      )}
    </Section>
  );
}
