import type { ActionFunctionArgs } from '@remix-run/node';
import { changeRole } from '#app/domain/identity/change-role.server.ts';
import { readKeysOf } from '#app/domain/identity/read-keys-of.server.ts';
import { readOwnOrganisation } from '#app/domain/identity/read-own-organisation.server.ts';
import { removeMember } from '#app/domain/identity/remove-member.server.ts';
import { MEMBER_ROLES } from '#app/domain/identity/visitor.ts';
import type { Ask } from '#app/ui/confirm.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { attempt, type Failed, failed, one, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';

const words = accountWords.organisation.people;

/** Changes a colleague's role or, once that is confirmed, removes them. */
export async function actOnMember(
  args: ActionFunctionArgs,
  typed: Typed,
): Promise<{ failed: Failed } | { ask: Ask } | { done: 'role' | 'removed' }> {
  const { organisation, sessionId, actor, origin } = await requireMember(args, { role: 'owner' });
  const { db, now } = args.context;
  const personId = one(typed, 'person');
  const input = { organisationId: organisation.id, personId, except: sessionId, actor, origin, now };
  if (one(typed, 'act') === 'role') {
    const role = MEMBER_ROLES.find((known) => known === one(typed, 'role'));
    if (!role) return { failed: failed(typed, {}, words.roleError) };
    if (role === 'agent' && one(typed, 'confirmed') !== 'yes') {
      const ask = await askToDemote(args, organisation.id, personId);
      if (ask) return { ask };
    }
    const changed = await attempt(typed, changeRole(db, { ...input, role }));
    return changed.ok ? { done: 'role' } : { failed: changed.failed };
  }
  if (one(typed, 'confirmed') !== 'yes') {
    const { members } = await readOwnOrganisation(db, { organisationId: organisation.id, now });
    const member = members.find((one) => one.personId === personId);
    const keys = await readKeysOf(db, { organisationId: organisation.id, personId });
    if (member) return { ask: askToRemove(member, keys) };
  }
  const removed = await attempt(typed, removeMember(db, input));
  return removed.ok ? { done: 'removed' } : { failed: removed.failed };
}

/** Asks back where keys stop by it; null where none do. */
async function askToDemote(
  { context: { db, now } }: ActionFunctionArgs,
  organisationId: string,
  personId: string,
): Promise<Ask | null> {
  const keys = await readKeysOf(db, { organisationId, personId });
  if (keys.length === 0) return null;
  const { members } = await readOwnOrganisation(db, { organisationId, now });
  const member = members.find((one) => one.personId === personId);
  if (!member) return null;
  return {
    title: words.ask.agentTitle(member.name),
    text: `${words.ask.agentText} ${words.ask.withKeys}`,
    figures: [{ label: words.ask.person, value: member.email }, ...keyFigures(keys)],
    fields: { act: 'role', person: personId, role: 'agent' },
    confirmLabel: words.ask.agentConfirm(member.name),
    tone: 'danger',
  };
}

type Keys = readonly { name: string; hint: string }[];

function keyFigures(keys: Keys) {
  const value = keys.map(({ name, hint }) => `${name} (…${hint})`).join(', ');
  return keys.length > 0 ? [{ label: words.ask.keys, value }] : [];
}

function askToRemove(
  member: { personId: string; name: string; email: string; role: keyof typeof accountWords.roles },
  keys: Keys,
): Ask {
  return {
    title: words.ask.title(member.name),
    text: keys.length > 0 ? `${words.ask.text} ${words.ask.withKeys}` : words.ask.text,
    figures: [
      { label: words.ask.person, value: member.email },
      { label: words.ask.role, value: accountWords.roles[member.role] },
      ...keyFigures(keys),
    ],
    fields: { act: 'remove', person: member.personId },
    confirmLabel: words.ask.confirm(member.name),
    tone: 'danger',
  };
}
