import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readOwnOrganisation } from '#app/domain/identity/read-own-organisation.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { Badge } from '#app/ui/badge.tsx';
import { type Ask, Confirm } from '#app/ui/confirm.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { organisationChoices } from '../auth/organisation-form.ts';
import { type Failed, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { actOnInvitation } from './act-on-invitation.ts';
import { actOnMember } from './act-on-member.ts';
import { failedAt } from './failed-at.ts';
import { OrganisationDetails } from './organisation-details.tsx';
import { OrganisationInvitations } from './organisation-invitations.tsx';
import { OrganisationPeople } from './organisation-people.tsx';
import { saveOrganisation } from './save-organisation.ts';

const words = accountWords.organisation;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person } = await requireMember(args);
  const { db, now } = args.context;
  const details = await readOwnOrganisation(db, { organisationId: organisation.id, now });
  const isOwner = organisation.role === 'owner';
  return {
    now,
    ownId: person.id,
    isOwner,
    isManager: roleReaches(organisation.role, 'manager'),
    organisation: { ...details, invitations: isOwner ? details.invitations : [] },
    timezones: (await organisationChoices(db)).timezones,
  };
}

type Answer = { failed?: Failed; ask?: Ask };

/** Each form of the page says by `act` what it is; who may do it is asked for by each. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  await requireMember(args);
  const typed = await readForm(args.request);
  const act = one(typed, 'act');
  const answer =
    act === 'role' || act === 'remove'
      ? await actOnMember(args, typed)
      : act === 'invite' || act === 'resend' || act === 'revoke'
        ? await actOnInvitation(args, typed)
        : await saveOrganisation(args, typed);
  if ('done' in answer) throw redirect(`/account/organisation?done=${answer.done}`);
  return answer;
}

export default function Organisation() {
  const { organisation, isOwner, isManager, ownId, now, timezones } = useLoaderData<typeof loader>();
  const { failed, ask } = useActionData<Answer>() ?? {};
  const { review } = words;
  return (
    <>
      {ask && <Confirm {...ask} cancelTo="/account/organisation" />}
      {!failed && !ask && <FlashNotice notices={words.done} />}
      <WorkTitle
        title={organisation.name}
        badges={
          <Badge tone="neutral" sign={false}>
            {words.trades[organisation.sells ? (organisation.buys ? 'both' : 'sells') : 'buys']}
          </Badge>
        }
      />
      <div className="flex flex-col gap-10">
        {organisation.sells && organisation.reviewStatus === 'waiting' && (
          <Notice tone="amber" title={words.reviewTitles.waiting} text={review.waiting} />
        )}
        {organisation.sells && organisation.reviewStatus === 'refused' && (
          <Notice
            tone="red"
            title={words.reviewTitles.refused}
            text={review.refused(organisation.reviewReason)}
          />
        )}
        <OrganisationDetails
          organisation={organisation}
          timezones={timezones}
          mayChange={isManager}
          failed={failedAt(failed, 'save')}
        />
        <OrganisationPeople
          members={organisation.members}
          ownId={ownId}
          isOwner={isOwner}
          now={now}
          failed={failedAt(failed, 'role') ?? failedAt(failed, 'remove')}
        />
        {isOwner && (
          <OrganisationInvitations
            invitations={organisation.invitations}
            now={now}
            failed={failedAt(failed, 'invite')}
            refused={failedAt(failed, 'resend') ?? failedAt(failed, 'revoke')}
          />
        )}
      </div>
    </>
  );
}
