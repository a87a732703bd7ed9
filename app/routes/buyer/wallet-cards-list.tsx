import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { isExpired, type Card as KeptCard } from '#app/domain/billing/card.ts';
import type { CardSetupStatus } from '#app/domain/billing/card-setup.ts';
import { lookAtCardSetup } from '#app/domain/billing/look-at-card-setup.server.ts';
import { readCards } from '#app/domain/billing/read-cards.server.ts';
import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import type { RechargePlan } from '#app/domain/billing/recharge.ts';
import { removeCard } from '#app/domain/billing/remove-card.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Notice, type NoticeTone } from '#app/ui/notice.tsx';
import { majorOf } from '#app/ui/parse-major.ts';
import { PostButton } from '#app/ui/post-button.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import type { Asked } from '../asked.ts';
import { attempt, type Failed, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { cardName } from './card-name.ts';
import { sayExpiry } from './read-cards-shown.ts';

const words = cardWords.list;

export const meta: MetaFunction = () => [{ title: words.meta }];

async function readShown({ context: { db, now } }: LoaderFunctionArgs, organisationId: string) {
  const [cards, plans] = await Promise.all([
    readCards(db, organisationId),
    readRechargePlans(db, organisationId),
  ]);
  const recharges = (plan: RechargePlan, card: KeptCard) => plan.state === 'on' && plan.card?.id === card.id;
  return cards.map((card) => ({
    id: card.id,
    name: cardName(card),
    expires: sayExpiry(card),
    isExpired: isExpired(card, now),
    recharges: plans
      .filter((plan) => recharges(plan, card))
      .map(({ currency }) => currency)
      .join(', '),
    choices: plans
      .filter((plan) => plan.state !== 'off' && !recharges(plan, card))
      .map((plan) => ({ currency: plan.currency, fields: fieldsOf(plan, card) })),
  }));
}

/** The form of the recharge page, with another card and all else as it is; that page asks before anything changes. */
function fieldsOf(plan: RechargePlan, card: KeptCard): Record<string, string> {
  const typed = (minor: bigint | null) => (minor === null ? '' : majorOf(minor));
  return {
    intent: 'on',
    currency: plan.currency,
    threshold: typed(plan.thresholdMinor),
    amount: typed(plan.amountMinor),
    ceiling: typed(plan.ceilingMinor),
    warn: typed(plan.warnMinor),
    card: card.id,
  };
}

/** Who comes back from the card processor is told at once, by asking: the event may take longer. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const query = new URL(args.request.url).searchParams;
  const setupId = query.get('setup')?.slice(0, 64) ?? null;
  const setup =
    setupId === null ? null : await lookAtCardSetup(db, { organisationId: organisation.id, setupId, now });
  return {
    back: setup && {
      id: setup.id,
      status: setup.status === 'open' && query.has('left') ? ('left' as const) : setup.status,
      name: setup.card && cardName(setup.card),
    },
    cards: await readShown(args, organisation.id),
  };
}

type Answer = { failed: Failed; ask: null } | { failed: null; ask: Asked };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys', role: 'manager' });
  const typed = await readForm(args.request);
  const cardId = one(typed, 'card');
  const card = (await readShown(args, organisation.id)).find(({ id }) => id === cardId);
  if (card && one(typed, 'confirmed') !== 'yes') return { failed: null, ask: askAbout(card) };
  const { db, now } = args.context;
  const removed = await attempt(
    typed,
    removeCard(db, { organisationId: organisation.id, cardId, actor, origin, now }),
  );
  if (!removed.ok) return { failed: removed.failed, ask: null };
  throw redirect('/buy/wallet/cards?done=removed');
}

function askAbout({ id, name, recharges }: { id: string; name: string; recharges: string }): Asked {
  const { confirm } = words;
  return {
    title: confirm.title(name),
    text: confirm.text,
    figures: [{ label: confirm.stops, value: recharges || confirm.none }],
    fields: { card: id },
    confirmLabel: confirm.act,
    tone: 'danger',
  };
}

const TONES = {
  saved: 'good',
  open: 'blue',
  left: 'amber',
  expired: 'amber',
  failed: 'red',
  not_kept: 'red',
} as const satisfies Record<CardSetupStatus | 'left', NoticeTone>;

/** What became of a card that somebody comes back from saving. */
function Outcome() {
  const { back } = useLoaderData<typeof loader>();
  if (back === null) return null;
  const { status } = back;
  const { title, text } = words.outcome[status];
  return (
    <div role="status" className="mb-4">
      <Notice
        tone={TONES[status]}
        title={typeof title === 'string' ? title : title(back.name ?? '')}
        text={text}
        action={
          status === 'open' && (
            <Link to={`/buy/wallet/cards?setup=${back.id}`}>{words.outcome.open.check}</Link>
          )
        }
      />
    </div>
  );
}

export default function SavedCards() {
  const { cards } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <FlashNotice notices={words.done} />
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/buy/wallet/cards" />}
      {!answer && <Outcome />}
      <WorkTitle
        title={words.title}
        intro={words.intro}
        back={{ to: '/buy/wallet', label: words.back }}
        action={
          cards.length > 0 && (
            <div className="flex flex-wrap items-center gap-3">
              <ButtonLink to="/buy/wallet/recharge" kind="other">
                {words.setRecharge}
              </ButtonLink>
              <ButtonLink to="/buy/wallet/cards/new" kind="main">
                {words.add}
              </ButtonLink>
            </div>
          )
        }
      />
      <ErrorSummary failed={answer?.failed} />
      {cards.length === 0 ? (
        <EmptyState
          title={words.empty.title}
          text={words.empty.text}
          action={
            <ButtonLink to="/buy/wallet/cards/new" kind="main">
              {words.empty.action}
            </ButtonLink>
          }
        />
      ) : (
        <CardList label={words.label}>
          {cards.map(({ id, name, expires, isExpired, recharges, choices }) => (
            <Card
              key={id}
              title={name}
              badges={
                <>
                  {isExpired && <Badge tone="red">{words.expired}</Badge>}
                  {recharges && <Badge tone="good">{words.recharges(recharges)}</Badge>}
                </>
              }
              meta={<span>{expires}</span>}
              actions={
                <>
                  {choices.map(({ currency, fields }) => (
                    <PostButton
                      key={currency}
                      action={`/buy/wallet/recharge?currency=${currency}`}
                      fields={fields}
                      small
                    >
                      {words.choose(currency)}
                    </PostButton>
                  ))}
                  <PostButton fields={{ card: id }} small>
                    {words.remove(name)}
                  </PostButton>
                </>
              }
            />
          ))}
        </CardList>
      )}
    </>
  );
}
