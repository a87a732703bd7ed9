import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readCards } from '#app/domain/billing/read-cards.server.ts';
import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import { removeCard } from '#app/domain/billing/remove-card.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
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

async function readShown({ context: { db } }: LoaderFunctionArgs, organisationId: string) {
  const [cards, plans] = await Promise.all([
    readCards(db, organisationId),
    readRechargePlans(db, organisationId),
  ]);
  return cards.map((card) => ({
    id: card.id,
    name: cardName(card),
    expires: sayExpiry(card),
    recharges: plans
      .filter((plan) => plan.state === 'on' && plan.card?.id === card.id)
      .map(({ currency }) => currency)
      .join(', '),
  }));
}

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys', role: 'manager' });
  return { cards: await readShown(args, organisation.id) };
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

export default function SavedCards() {
  const { cards } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <FlashNotice notices={words.done} />
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/buy/wallet/cards" />}
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/buy/wallet', label: words.back }} />
      <ErrorSummary failed={answer?.failed} />
      {cards.length === 0 ? (
        <EmptyState
          title={words.empty.title}
          text={words.empty.text}
          action={
            <ButtonLink to="/buy/wallet/top-up" kind="main">
              {words.empty.action}
            </ButtonLink>
          }
        />
      ) : (
        <CardList label={words.label}>
          {cards.map(({ id, name, expires, recharges }) => (
            <Card
              key={id}
              title={name}
              badges={recharges && <Badge tone="good">{words.recharges(recharges)}</Badge>}
              meta={<span>{expires}</span>}
              actions={
                <PostButton fields={{ card: id }} small>
                  {words.remove(name)}
                </PostButton>
              }
            />
          ))}
        </CardList>
      )}
    </>
  );
}
