import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readOwnOrganisations } from '#app/domain/identity/read-own-organisations.server.ts';
import { switchOrganisation } from '#app/domain/identity/switch-organisation.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { attempt, one, readForm } from '../form.ts';
import { requirePerson } from '../guard.ts';

const words = accountWords.organisations;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { person, organisation } = await requirePerson(args);
  return {
    organisations: await readOwnOrganisations(args.context.db, { personId: person.id }),
    currentId: organisation?.id ?? null,
  };
}

/** Switches, and leads to where the work of the other one is. */
export async function action(args: ActionFunctionArgs) {
  const { person, sessionId } = await requirePerson(args);
  const { db } = args.context;
  const typed = await readForm(args.request);
  const organisationId = one(typed, 'organisation');
  const switched = await attempt(
    typed,
    switchOrganisation(db, { personId: person.id, sessionId, organisationId }),
  );
  if (!switched.ok) return redirect('/account/organisations?done=unknown');
  const organisations = await readOwnOrganisations(db, { personId: person.id });
  return redirect(organisations.find(({ id }) => id === organisationId)?.buys ? '/buy' : '/sell');
}

export default function Organisations() {
  const { organisations, currentId } = useLoaderData<typeof loader>();
  const add = (
    <ButtonLink to="/account/organisations/new" kind="main">
      {words.add}
    </ButtonLink>
  );
  return (
    <>
      <FlashNotice notices={words.done} />
      <WorkTitle title={words.title} intro={words.intro} action={organisations.length > 0 && add} />
      {organisations.length === 0 && (
        <EmptyState title={words.empty.title} text={words.empty.text} action={add} />
      )}
      <CardList label={words.label}>
        {organisations.map((organisation) => (
          <Card
            key={organisation.id}
            title={organisation.name}
            {...(organisation.id === currentId ? { to: '/account/organisation' } : {})}
            badges={
              <>
                {organisation.id === currentId && <Badge tone="good">{words.current}</Badge>}
                {organisation.blocked && <Badge tone="red">{words.blocked}</Badge>}
                {organisation.sells && organisation.reviewStatus !== 'approved' && (
                  <StateBadge of="review" state={organisation.reviewStatus} />
                )}
              </>
            }
            meta={
              <>
                <span>{accountWords.roles[organisation.role]}</span>
                {organisation.sells && <span>{words.sells}</span>}
                {organisation.buys && <span>{words.buys}</span>}
                <span>{uiWords.countryName(organisation.countryCode)}</span>
              </>
            }
            actions={
              organisation.id !== currentId && (
                <PostButton fields={{ organisation: organisation.id }} small>
                  {words.switch(organisation.name)}
                </PostButton>
              )
            }
          />
        ))}
      </CardList>
    </>
  );
}
