import type { OrganisationDetails } from '#app/domain/identity/read-own-organisation.server.ts';
import { MEMBER_ROLES } from '#app/domain/identity/visitor.ts';
import { Badge } from '#app/ui/badge.tsx';
import { SubmitButton } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { type Failed, one } from '../form.ts';

const words = accountWords.organisation.invitations;
const ROLES = MEMBER_ROLES.toReversed().map((value) => ({
  value,
  label: accountWords.roles[value],
  hint: accountWords.roleHints[value],
}));

/** Whom an owner has invited, and the form for the next. */
export function OrganisationInvitations(props: {
  invitations: OrganisationDetails['invitations'];
  now: Date;
  /** Of the form. */
  failed: Failed | null;
  /** Of an invitation that is open. */
  refused: Failed | null;
}) {
  const { failed } = props;
  return (
    <Section id="invitations" title={words.title} intro={words.intro}>
      <ErrorSummary failed={props.refused} />
      {props.invitations.length > 0 && (
        <CardList label={words.label}>
          {props.invitations.map((invitation) => (
            <Card
              key={invitation.id}
              title={invitation.email}
              level={3}
              badges={invitation.isExpired && <Badge tone="amber">{words.expired}</Badge>}
              meta={
                <>
                  <span>{accountWords.roles[invitation.role]}</span>
                  {!invitation.isExpired && (
                    <span>
                      {words.until} <Moment at={invitation.expiresAt} now={props.now} exact />
                    </span>
                  )}
                </>
              }
              actions={
                <>
                  <PostButton fields={{ act: 'resend', invitation: invitation.id }} small>
                    {words.resend}
                  </PostButton>
                  <PostButton fields={{ act: 'revoke', invitation: invitation.id }} small>
                    {words.revoke}
                  </PostButton>
                </>
              }
            />
          ))}
        </CardList>
      )}
      <PostForm failed={failed}>
        <HiddenFields fields={{ act: 'invite' }} />
        <TextInput
          name="email"
          type="email"
          label={words.email}
          value={one(failed?.typed ?? {}, 'email')}
          error={failed?.errors.email}
          maxLength={254}
        />
        <RadioGroup
          name="role"
          label={words.role}
          choices={ROLES}
          value={one(failed?.typed ?? {}, 'role') || 'agent'}
          error={failed?.errors.role}
        />
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
