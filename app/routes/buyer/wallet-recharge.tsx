import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { CARD_MAXIMUM_MINOR, CARD_MINIMUM_MINOR } from '#app/domain/billing/card-amounts.ts';
import { planRecharge } from '#app/domain/billing/plan-recharge.server.ts';
import { readCards } from '#app/domain/billing/read-cards.server.ts';
import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import { readRecharges } from '#app/domain/billing/read-recharges.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { checkRechargeTerms, type PlanState } from '#app/domain/billing/recharge.ts';
import { rechargedThisMonth } from '#app/domain/billing/recharged-this-month.server.ts';
import { LOW_LEADS } from '#app/domain/exchange/low-wallet.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { majorOf } from '#app/ui/parse-major.ts';
import { PostForm } from '#app/ui/post-form.tsx';
import { Select } from '#app/ui/select.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import type { Asked } from '../asked.ts';
import { attempt, type Failed, one, readForm } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { cardName } from './card-name.ts';
import { type Planned, readRechargeForm } from './read-recharge-form.ts';
import { RechargeHistory } from './recharge-history.tsx';
import { spendableIn } from './spendable.ts';
import { topPricesOf } from './top-prices.ts';

const words = cardWords.recharge;
const HISTORY_SHOWN = 25;
const currencySchema = z.enum(CURRENCIES).nullable().catch(null);
const FIELDS = {
  top_up_too_small: 'amount',
  top_up_too_large: 'amount',
  top_up_not_whole: 'amount',
  recharge_threshold_needed: 'threshold',
  recharge_ceiling_too_low: 'ceiling',
  recharge_card_unknown: 'card',
};

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const [wallets, cards, plans, tops] = await Promise.all([
    readWallet(db.pool, organisationId),
    readCards(db, organisationId),
    readRechargePlans(db, organisationId),
    topPricesOf(db, organisationId),
  ]);
  const usual = defaultCurrency(organisation.countryCode);
  const asked = currencySchema.parse(new URL(args.request.url).searchParams.get('currency'));
  const currencies = [...new Set([...wallets.map((wallet) => wallet.currency), usual])].sort();
  const currency = asked && currencies.includes(asked) ? asked : usual;
  const plan = plans.find((one) => one.currency === currency);
  const [history, month] = await Promise.all([
    readRecharges(db, { organisationId, currency, limit: HISTORY_SHOWN }),
    rechargedThisMonth(db.pool, { organisationId, currency, now }),
  ]);
  const typed = (minor: bigint | null | undefined) =>
    minor === null || minor === undefined ? '' : majorOf(minor);
  const top = tops.get(currency);
  return {
    now,
    currency,
    currencies,
    spendable: wallets.find((wallet) => wallet.currency === currency)?.spendable ?? 0n,
    state: (plan?.state ?? 'off') satisfies PlanState,
    haltCode: plan?.haltCode ?? null,
    values: {
      threshold: typed(plan?.thresholdMinor),
      amount: typed(plan?.amountMinor),
      ceiling: typed(plan?.ceilingMinor),
      warn: typed(plan?.warnMinor),
      card: plan?.card?.id ?? cards[0]?.id ?? '',
    },
    isAtCeiling:
      plan?.state === 'on' && month.chargedMinor + (plan.amountMinor ?? 0n) > (plan.ceilingMinor ?? 0n),
    ceiling: plan?.ceilingMinor ?? 0n,
    charged: month.chargedMinor,
    usualWarn: top ? top * LOW_LEADS : null,
    cards: cards.map((card) => ({ value: card.id, label: cardName(card) })),
    isAsking: history.some(({ status }) => status === 'asking'),
    history: history.map((recharge) => ({
      id: recharge.id,
      at: recharge.createdAt,
      amount: formatMoney(recharge),
      card: cardName(recharge.card),
      status: recharge.status,
      declineCode: recharge.declineCode,
    })),
  };
}

type Answer = { failed: Failed; ask: null } | { failed: null; ask: Asked };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const member = await requireMember(args, { side: 'buys', role: 'manager' });
  const typed = await readForm(args.request);
  const read = readRechargeForm(typed);
  if (!read.ok) return { failed: read.failed, ask: null };
  const { currency, plan, intent } = read.planned;
  const { recharge } = plan;
  if (recharge && one(typed, 'confirmed') !== 'yes') {
    const checked = await attempt(
      typed,
      Promise.resolve().then(() => checkRechargeTerms(recharge, currency)),
      FIELDS,
    );
    if (!checked.ok) return { failed: checked.failed, ask: null };
    return {
      failed: null,
      ask: await askAbout(args, member, { currency, plan: { ...plan, recharge }, intent }),
    };
  }
  const { actor, origin } = member;
  const planned = await attempt(
    typed,
    planRecharge(args.context.db, {
      organisationId: member.organisation.id,
      currency,
      plan,
      actor,
      origin,
      now: args.context.now,
    }),
    FIELDS,
  );
  if (!planned.ok) return { failed: planned.failed, ask: null };
  throw redirect(`/buy/wallet/recharge?currency=${currency}&done=${intent}`);
}

async function askAbout(
  { context }: ActionFunctionArgs,
  { organisation }: Member,
  planned: Planned & { plan: { recharge: NonNullable<Planned['plan']['recharge']> } },
): Promise<Asked> {
  const { currency, plan } = planned;
  const { recharge } = plan;
  const [cards, held] = await Promise.all([
    readCards(context.db, organisation.id),
    spendableIn(context, organisation.id, currency),
  ]);
  const card = cards.find(({ id }) => id === recharge.cardId);
  const { confirm } = words;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return {
    title: confirm.title(write(recharge.amountMinor)),
    text: held < recharge.thresholdMinor ? `${confirm.text} ${confirm.now}` : confirm.text,
    figures: [
      { label: confirm.threshold, value: write(recharge.thresholdMinor) },
      { label: confirm.amount, value: write(recharge.amountMinor) },
      { label: confirm.ceiling, value: write(recharge.ceilingMinor) },
      ...(card ? [{ label: confirm.card, value: cardName(card) }] : []),
    ],
    fields: {
      intent: 'on',
      currency,
      threshold: majorOf(recharge.thresholdMinor),
      amount: majorOf(recharge.amountMinor),
      ceiling: majorOf(recharge.ceilingMinor),
      card: recharge.cardId,
      warn: plan.warnMinor === null ? '' : majorOf(plan.warnMinor),
    },
    confirmLabel: confirm.act,
  };
}

const hrefOf = (currency: Currency) => `/buy/wallet/recharge?currency=${currency}`;

export default function AutomaticRecharge() {
  const { currency, currencies, state, history, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <FlashNotice notices={words.done} />
      {answer?.ask && <Confirm {...answer.ask} cancelTo={hrefOf(currency)} />}
      <WorkTitle
        title={words.title(currency)}
        intro={words.intro}
        back={{ to: '/buy/wallet', label: words.back }}
        badges={<Badge tone={TONES[state]}>{words.states[state]}</Badge>}
      />
      <div className="flex flex-col gap-6">
        {currencies.length > 1 && (
          <Tabs
            label={words.currencies}
            current={hrefOf(currency)}
            items={currencies.map((one) => ({ to: hrefOf(one), label: one }))}
          />
        )}
        <Notices />
        <PlanForm />
        <RechargeHistory lines={history} now={now} />
      </div>
    </>
  );
}

const TONES = { off: 'neutral', on: 'good', halted: 'red' } as const satisfies Record<PlanState, string>;

function Notices() {
  const { isAsking, state, haltCode, isAtCeiling, charged, ceiling, currency } =
    useLoaderData<typeof loader>();
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  if (isAsking) {
    return (
      <Notice
        tone="amber"
        title={words.asking.title}
        text={words.asking.text}
        action={<Link to="/buy/wallet/confirm">{words.asking.action}</Link>}
      />
    );
  }
  if (state === 'halted') {
    return <Notice tone="red" title={words.halted.title} text={words.halted.text(haltCode ?? '')} />;
  }
  if (!isAtCeiling) return null;
  const { title, text } = words.ceilingReached;
  return <Notice tone="amber" title={title} text={text(write(charged), write(ceiling))} />;
}

function PlanForm() {
  const { currency, values, spendable, charged, usualWarn, cards, state } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const typed = answer?.failed?.typed ?? answer?.ask?.fields;
  const was = (name: keyof typeof values) => [typed?.[name]].flat()[0] ?? values[name];
  const errors = answer?.failed?.errors ?? {};
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const hasCard = cards.length > 0;
  return (
    <>
      {!hasCard && (
        <Notice
          tone="blue"
          title={words.noCard.title}
          text={words.noCard.text}
          action={
            <ButtonLink kind="other" to="/buy/wallet/cards/new">
              {words.noCard.action}
            </ButtonLink>
          }
        />
      )}
      <PostForm key={currency} failed={answer?.failed}>
        <input type="hidden" name="currency" value={currency} />
        {hasCard && (
          <>
            <MoneyInput
              name="threshold"
              label={words.threshold}
              hint={words.thresholdHint(write(spendable))}
              value={was('threshold')}
              currency={currency}
              error={errors.threshold}
            />
            <MoneyInput
              name="amount"
              label={words.amount}
              hint={words.amountHint(write(CARD_MINIMUM_MINOR[currency]), write(CARD_MAXIMUM_MINOR))}
              value={was('amount')}
              currency={currency}
              error={errors.amount}
            />
            <MoneyInput
              name="ceiling"
              label={words.ceiling}
              hint={words.ceilingHint(write(charged))}
              value={was('ceiling')}
              currency={currency}
              error={errors.ceiling}
            />
            <Select name="card" label={words.card} value={was('card')} choices={cards} error={errors.card} />
          </>
        )}
        <MoneyInput
          name="warn"
          label={words.warn}
          hint={words.warnHint(usualWarn === null ? null : write(usualWarn))}
          value={was('warn')}
          currency={currency}
          error={errors.warn}
          optional
        />
        <div className="flex flex-wrap gap-3">
          {hasCard && (
            <SubmitButton name="intent" value="on">
              {state === 'on' ? words.change : words.turnOn}
            </SubmitButton>
          )}
          {state === 'off' ? (
            <SubmitButton name="intent" value="saved" kind="other">
              {words.keepOff}
            </SubmitButton>
          ) : (
            <SubmitButton name="intent" value="off" kind="other">
              {words.turnOff}
            </SubmitButton>
          )}
        </div>
      </PostForm>
    </>
  );
}
