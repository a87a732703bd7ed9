import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { inviteMember } from '#app/domain/identity/invite-member.server.ts';
import { resendInvitation } from '#app/domain/identity/resend-invitation.server.ts';
import { revokeInvitation } from '#app/domain/identity/revoke-invitation.server.ts';
import { MEMBER_ROLES } from '#app/domain/identity/visitor.ts';
import { accountWords } from '#app/words/en/account.ts';
import { emailField } from '../auth/person-fields.ts';
import { readFields } from '../auth/read-fields.ts';
import { attempt, type Failed, one, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';

const words = accountWords.organisation;

/** Invites somebody, sends the link again or takes it back. */
export async function actOnInvitation(
  args: ActionFunctionArgs,
  typed: Typed,
): Promise<{ failed: Failed } | { done: 'invited' | 'resent' | 'revoked' }> {
  const { organisation, person, actor, origin } = await requireMember(args, { role: 'owner' });
  const { db, now } = args.context;
  const input = { organisationId: organisation.id, actor, origin, now };
  const act = one(typed, 'act');
  if (act === 'invite') {
    const schema = z.object({ email: emailField, role: z.enum(MEMBER_ROLES) });
    const read = readFields(schema, typed, {
      email: words.invitations.emailError,
      role: words.people.roleError,
    });
    if (!read.ok) return { failed: read.failed };
    const invited = await attempt(typed, inviteMember(db, { ...input, ...read.data, invitedBy: person.id }), {
      already_member: 'email',
      already_invited: 'email',
    });
    return invited.ok ? { done: 'invited' } : { failed: invited.failed };
  }
  const invitationId = one(typed, 'invitation');
  const isAgain = act === 'resend';
  const work = isAgain
    ? resendInvitation(db, { ...input, invitationId })
    : revokeInvitation(db, { ...input, invitationId });
  const done = await attempt(typed, work);
  if (!done.ok) return { failed: done.failed };
  return { done: isAgain ? 'resent' : 'revoked' };
}
