import { Form } from '@remix-run/react';
import type { OrganisationDetails } from '#app/domain/identity/read-own-organisation.server.ts';
import { MEMBER_ROLES } from '#app/domain/identity/visitor.ts';
import { Badge } from '#app/ui/badge.tsx';
import { SubmitButton } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { accountWords } from '#app/words/en/account.ts';
import type { Failed } from '../form.ts';

const words = accountWords.organisation.people;
const ROLES = MEMBER_ROLES.map((value) => ({ value, label: accountWords.roles[value] }));

type Member = OrganisationDetails['members'][number];

/** Who works for an organisation; an owner also changes roles and removes. */
export function OrganisationPeople(props: {
  members: readonly Member[];
  ownId: string;
  isOwner: boolean;
  now: Date;
  failed: Failed | null;
}) {
  const { members, ownId, isOwner, now } = props;
  return (
    <Section id="people" title={words.title} {...(isOwner ? {} : { intro: words.ownersOnly })}>
      <ErrorSummary failed={props.failed} />
      <CardList label={words.label}>
        {members.map((member) => (
          <Card
            key={member.personId}
            title={member.name}
            level={3}
            badges={
              <>
                {member.personId === ownId && <Badge tone="blue">{words.you}</Badge>}
                <Badge tone="neutral" sign={false}>
                  {accountWords.roles[member.role]}
                </Badge>
              </>
            }
            meta={
              <>
                <span>{member.email}</span>
                <span>
                  {words.since} <Moment at={member.since} now={now} />
                </span>
              </>
            }
            actions={isOwner && <MemberActs member={member} />}
          />
        ))}
      </CardList>
    </Section>
  );
}

function MemberActs({ member }: { member: Member }) {
  const { personId, name, role } = member;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <Form method="post" className="flex flex-wrap items-end gap-2">
        <HiddenFields fields={{ act: 'role', person: personId }} />
        <Select id={`role-${personId}`} name="role" label={words.roleOf(name)} value={role} choices={ROLES} />
        <SubmitButton kind="other" small>
          {words.changeRole}
        </SubmitButton>
      </Form>
      <PostButton fields={{ act: 'remove', person: personId }} small>
        {words.remove}
      </PostButton>
    </div>
  );
}
