import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { refundablePart } from '#app/domain/billing/card-amounts.ts';
import { planOf, type RefundPart, spreadRefund, totalOf } from '#app/domain/billing/card-refund.ts';
import { readCardRefunds, readRefundableCharges } from '#app/domain/billing/read-card-refunds.server.ts';
import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { refundToCard } from '#app/domain/billing/refund-to-card.server.ts';
import { CURRENCIES, type Currency, smallest } from '#app/kernel/money.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { parseMajor } from '#app/ui/parse-major.ts';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import type { Asked } from '../asked.ts';
import { attempt, type Failed, failed, one, readForm, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';
import { cardName } from './card-name.ts';
import { partField, RefundForm } from './refund-form.tsx';
import { spendableIn } from './spendable.ts';

const words = cardWords.refund;
const HISTORY_SHOWN = 50;
const AMOUNT = /^[1-9]\d{0,17}$/;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const [wallets, history] = await Promise.all([
    readWallet(db.pool, organisationId),
    readCardRefunds(db, { organisationId, limit: HISTORY_SHOWN }),
  ]);
  const filled = wallets.filter(({ spendable }) => spendable > 0n);
  return {
    now,
    wallets: await Promise.all(
      filled.map(async ({ currency, spendable }) => ({
        currency,
        spendable,
        back: totalOf(
          spreadRefund(
            spendable,
            currency,
            await readRefundableCharges(db.pool, { organisationId, currency }),
          ),
        ),
      })),
    ),
    history: history.map((refund) => ({
      id: refund.id,
      at: refund.createdAt,
      amount: formatMoney(refund),
      card: cardName(refund),
      status: refund.status,
      failureCode: refund.failureCode,
    })),
  };
}

type Answer = { failed: Failed; ask: null } | { failed: null; ask: Asked };

/** Refunds what was asked about and agreed to, to the cards that were named, and nothing else. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys', role: 'manager' });
  const typed = await readForm(args.request);
  const parsed = z.enum(CURRENCIES).safeParse(one(typed, 'currency'));
  if (!parsed.success) throw redirect('/buy/wallet/refund');
  const currency = parsed.data;
  const refuse = (sentence: string): Answer => ({
    failed: failed(typed, { [partField(currency)]: sentence }),
    ask: null,
  });
  const amountMinor = readAmount(typed, currency);
  if (amountMinor === null || amountMinor === 0n) return refuse(words.invalid);
  if (refundablePart(amountMinor, currency) !== amountMinor) return refuse(words.notWhole(currency));
  if (one(typed, 'confirmed') !== 'yes') {
    const { ask, most } = await askAbout(args, organisation.id, { currency, amountMinor });
    if (ask) return { failed: null, ask };
    if (most > 0n) return refuse(words.tooMuch(formatMoney({ amountMinor: most, currency })));
  }
  const refunded = await attempt(
    typed,
    refundToCard(args.context.db, {
      organisationId: organisation.id,
      currency,
      amountMinor,
      plan: one(typed, 'plan') || null,
      actor,
      origin,
      now: args.context.now,
    }),
  );
  if (!refunded.ok) return { failed: refunded.failed, ask: null };
  throw redirect('/buy/wallet/refund?done=refunded');
}

/** What was asked about, in minor units, or what was typed; null where it is no amount. */
function readAmount(typed: Typed, currency: Currency): bigint | null {
  const asked = one(typed, 'amount');
  return AMOUNT.test(asked) ? BigInt(asked) : parseMajor(one(typed, 'part'), currency);
}

/** Which card gets how much of an amount, as it stands now, and the most that can go back; no question where that is less. */
async function askAbout(
  { context }: ActionFunctionArgs,
  organisationId: string,
  { currency, amountMinor }: { currency: Currency; amountMinor: bigint },
): Promise<{ ask: Asked | null; most: bigint }> {
  const { db } = context;
  const asked = { organisationId, currency };
  const [held, charges, plans] = await Promise.all([
    spendableIn(context, organisationId, currency),
    readRefundableCharges(db.pool, asked),
    readRechargePlans(db, organisationId),
  ]);
  const most = totalOf(spreadRefund(held, currency, charges));
  const parts = spreadRefund(smallest(held, amountMinor), currency, charges);
  if (parts.length === 0 || totalOf(parts) !== amountMinor) return { ask: null, most };
  const write = (minor: bigint) => formatMoney({ amountMinor: minor, currency });
  const { confirm } = words;
  const isRecharged = plans.some((plan) => plan.currency === currency && plan.state === 'on');
  const ask = {
    title: confirm.title(write(amountMinor)),
    text: isRecharged ? `${confirm.text} ${confirm.recharges}` : confirm.text,
    figures: [
      ...byCard(parts).map((card) => ({
        label: confirm.to(card.card),
        value: confirm.gets(write(card.amountMinor), card.payments),
      })),
      { label: confirm.left, value: write(held - amountMinor) },
    ],
    fields: { currency, amount: amountMinor.toString(), plan: planOf(parts) },
    confirmLabel: confirm.act(write(amountMinor)),
  };
  return { ask, most };
}

/** Cards that get something, that of the newest payment first. */
function byCard(parts: readonly RefundPart[]) {
  const cards = new Map<string, { card: string; amountMinor: bigint; payments: number }>();
  for (const { charge, amountMinor } of parts) {
    const card = cardName(charge);
    const known = cards.get(card) ?? { card, amountMinor: 0n, payments: 0 };
    cards.set(card, { card, amountMinor: known.amountMinor + amountMinor, payments: known.payments + 1 });
  }
  return [...cards.values()];
}

export default function RefundToCard() {
  const { wallets } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <FlashNotice notices={words.done} />
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/buy/wallet/refund" />}
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/buy/wallet', label: words.back }} />
      {answer?.failed?.refusal && <ErrorSummary failed={answer.failed} />}
      <div className="flex flex-col gap-8">
        {wallets.length === 0 && (
          <EmptyState
            title={words.empty.title}
            text={words.empty.text}
            action={
              <ButtonLink kind="other" to="/buy/wallet">
                {words.empty.action}
              </ButtonLink>
            }
          />
        )}
        {wallets.map((wallet) => (
          <RefundForm
            key={wallet.currency}
            {...wallet}
            failed={answer?.failed?.typed.currency?.[0] === wallet.currency ? answer.failed : null}
          />
        ))}
        <History />
      </div>
    </>
  );
}

function History() {
  const { history, now } = useLoaderData<typeof loader>();
  const text = words.history;
  return (
    <Section id="history" title={text.title}>
      {history.length === 0 ? (
        <EmptyState {...text.empty} />
      ) : (
        <DataTable
          caption={text.caption}
          rows={history}
          rowKey={({ id }) => id}
          columns={[
            { key: 'card', head: text.card, cell: ({ card }) => card },
            { key: 'when', head: text.when, cell: ({ at }) => <Moment at={at} now={now} /> },
            {
              key: 'state',
              head: text.state,
              cell: ({ status, failureCode }) => (
                <>
                  <StateBadge of="cardRefund" state={status} />
                  {failureCode && (
                    <span className="mt-1 block text-xs text-ink-soft">{text.why(failureCode)}</span>
                  )}
                </>
              ),
            },
            {
              key: 'amount',
              head: text.amount,
              kind: 'figure',
              cell: ({ amount }) => <span className="whitespace-nowrap tabular-nums">{amount}</span>,
            },
          ]}
        />
      )}
    </Section>
  );
}
