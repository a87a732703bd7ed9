import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { confirmRecharge } from '#app/domain/billing/confirm-recharge.server.ts';
import { lookAtRecharge } from '#app/domain/billing/look-at-recharge.server.ts';
import { readAskingRecharges, readRecharge } from '#app/domain/billing/read-recharges.server.ts';
import type { Recharge } from '#app/domain/billing/recharge.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice, type NoticeTone } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import { attempt, type Failed, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { cardName } from './card-name.ts';

const words = cardWords.confirmPage;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** Who comes back from the bank is told at once, by asking: the event may take longer. */
export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const organisationId = member.organisation.id;
  const rechargeId = new URL(args.request.url).searchParams.get('recharge')?.slice(0, 64) ?? null;
  const { actor, origin } = member;
  if (rechargeId !== null) await lookAtRecharge(db, { organisationId, rechargeId, actor, origin, now });
  const [asking, back] = await Promise.all([
    readAskingRecharges(db, organisationId),
    rechargeId === null ? null : readRecharge(db, { organisationId, rechargeId }),
  ]);
  return {
    now,
    result: back && toResult(back),
    asking: asking.map((recharge) => ({
      id: recharge.id,
      amount: formatMoney(recharge),
      card: cardName(recharge.card),
      createdAt: recharge.createdAt,
    })),
  };
}

const TONES: Readonly<Record<Recharge['status'], NoticeTone>> = {
  paid: 'good',
  asking: 'amber',
  declined: 'red',
  pending: 'blue',
  canceled: 'amber',
};

function toResult(recharge: Recharge): { tone: NoticeTone; title: string; text: string } {
  const { title, text } = words.result[recharge.status];
  return {
    tone: TONES[recharge.status],
    title: title(formatMoney(recharge)),
    text: typeof text === 'string' ? text : text(recharge.declineCode ?? ''),
  };
}

export async function action(args: ActionFunctionArgs): Promise<{ failed: Failed }> {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys', role: 'manager' });
  const typed = await readForm(args.request);
  const { db, now } = args.context;
  const rechargeId = one(typed, 'recharge');
  const led = await attempt(
    {},
    confirmRecharge(db, { organisationId: organisation.id, rechargeId, actor, origin, now }),
  );
  if (!led.ok) return { failed: led.failed };
  throw redirect(led.data ?? `/buy/wallet/confirm?recharge=${encodeURIComponent(rechargeId)}`);
}

export default function ConfirmWithBank() {
  const { asking, result, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {result && !answer && (
        <div role="status" className="mb-4">
          <Notice {...result} />
        </div>
      )}
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/buy/wallet', label: words.back }} />
      <ErrorSummary failed={answer?.failed} />
      {asking.length === 0 ? (
        <EmptyState
          title={words.empty.title}
          text={words.empty.text}
          action={
            <ButtonLink kind="other" to="/buy/wallet">
              {words.empty.action}
            </ButtonLink>
          }
        />
      ) : (
        <CardList label={words.list}>
          {asking.map(({ id, amount, card, createdAt }) => (
            <Card
              key={id}
              title={amount}
              badges={<StateBadge of="recharge" state="asking" />}
              meta={
                <span>
                  {words.waits(card)} {words.since} <Moment at={createdAt} now={now} />
                </span>
              }
              actions={
                <PostButton fields={{ recharge: id }} kind="main">
                  {words.act(amount)}
                </PostButton>
              }
            />
          ))}
        </CardList>
      )}
    </>
  );
}
