import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { type RefundPart, spreadRefund, totalOf } from '#app/domain/billing/card-refund.ts';
import { readCardRefunds, readRefundableCharges } from '#app/domain/billing/read-card-refunds.server.ts';
import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { refundToCard } from '#app/domain/billing/refund-to-card.server.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import type { Asked } from '../asked.ts';
import { attempt, type Failed, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { cardName } from './card-name.ts';
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

/** Refunds what was asked about and agreed to, and no other amount. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys', role: 'manager' });
  const typed = await readForm(args.request);
  const currency = z.enum(CURRENCIES).safeParse(one(typed, 'currency'));
  const amount = one(typed, 'amount');
  if (!currency.success || !AMOUNT.test(amount)) throw redirect('/buy/wallet/refund');
  if (one(typed, 'confirmed') !== 'yes') {
    const ask = await askAbout(args, organisation.id, currency.data);
    if (ask) return { failed: null, ask };
  }
  const refunded = await attempt(
    typed,
    refundToCard(args.context.db, {
      organisationId: organisation.id,
      currency: currency.data,
      amountMinor: BigInt(amount),
      actor,
      origin,
      now: args.context.now,
    }),
  );
  if (!refunded.ok) return { failed: refunded.failed, ask: null };
  throw redirect('/buy/wallet/refund?done=refunded');
}

/** Which card gets how much, as it stands now; null when nothing can go back. */
async function askAbout(
  { context }: ActionFunctionArgs,
  organisationId: string,
  currency: Currency,
): Promise<Asked | null> {
  const { db } = context;
  const asked = { organisationId, currency };
  const [held, charges, plans] = await Promise.all([
    spendableIn(context, organisationId, currency),
    readRefundableCharges(db.pool, asked),
    readRechargePlans(db, organisationId),
  ]);
  const parts = spreadRefund(held, currency, charges);
  if (parts.length === 0) return null;
  const total = totalOf(parts);
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const { confirm } = words;
  const isRecharged = plans.some((plan) => plan.currency === currency && plan.state === 'on');
  return {
    title: confirm.title(write(total)),
    text: isRecharged ? `${confirm.text} ${confirm.recharges}` : confirm.text,
    figures: [
      ...byCard(parts).map(({ card, amountMinor, payments }) => ({
        label: confirm.to(card),
        value: confirm.gets(write(amountMinor), payments),
      })),
      { label: confirm.left, value: write(held - total) },
    ],
    fields: { currency, amount: total.toString() },
    confirmLabel: confirm.act(write(total)),
  };
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
      <ErrorSummary failed={answer?.failed} />
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
          <WalletRefund key={wallet.currency} {...wallet} />
        ))}
        <History />
      </div>
    </>
  );
}

function WalletRefund(props: { currency: Currency; spendable: bigint; back: bigint }) {
  const { currency, spendable, back } = props;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <section aria-label={words.label(currency)} className="flex max-w-2xl flex-col gap-4">
      <DefinitionList
        items={[
          { term: words.spendable, value: write(spendable) },
          { term: words.goesBack, value: write(back) },
          { term: words.stays, value: write(spendable - back) },
        ]}
      />
      {back < spendable && <p className="max-w-[68ch] text-sm text-ink-soft">{words.staysWhy}</p>}
      {back > 0n ? (
        <PostButton kind="main" fields={{ currency, amount: back.toString() }}>
          {words.act(write(back))}
        </PostButton>
      ) : (
        <p className="text-sm font-medium">{words.none}</p>
      )}
    </section>
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
