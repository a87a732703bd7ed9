import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation } from '#app/domain/identity/accept-invitation.server.ts';
import { authenticateApiKey } from '#app/domain/identity/authenticate-api-key.server.ts';
import { changeRole } from '#app/domain/identity/change-role.server.ts';
import { createApiKey } from '#app/domain/identity/create-api-key.server.ts';
import { createOrganisation } from '#app/domain/identity/create-organisation.server.ts';
import { inviteMember } from '#app/domain/identity/invite-member.server.ts';
import { joinByInvitation } from '#app/domain/identity/join-by-invitation.server.ts';
import { readApiKeys } from '#app/domain/identity/read-api-keys.server.ts';
import { readInvitation } from '#app/domain/identity/read-invitation.server.ts';
import { readKeysOf } from '#app/domain/identity/read-keys-of.server.ts';
import { readOwnOrganisation } from '#app/domain/identity/read-own-organisation.server.ts';
import { readOwnOrganisations } from '#app/domain/identity/read-own-organisations.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { removeMember } from '#app/domain/identity/remove-member.server.ts';
import { resendInvitation } from '#app/domain/identity/resend-invitation.server.ts';
import { revokeInvitation } from '#app/domain/identity/revoke-invitation.server.ts';
import { switchOrganisation } from '#app/domain/identity/switch-organisation.server.ts';
import { updateOrganisation } from '#app/domain/identity/update-organisation.server.ts';
import type { MemberRole } from '#app/domain/identity/visitor.ts';
import { DAY_MS } from '#app/kernel/time.ts';
import {
  type Account,
  DEVICE,
  freshEmail,
  logInAs,
  makeAccount,
  outcomesOf,
  PASSWORD,
  signUpOf,
  visitorOf,
} from '../factories/accounts.ts';
import { openPostOffice, type PostOffice } from '../setup/post-office.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let post: PostOffice;

beforeAll(async () => {
  world = await openWorld();
  post = await openPostOffice(world.db);
});

afterAll(async () => {
  post.close();
  await world.close();
});

const by = (account: Account) => ({ actor: account.id, origin: 'web:test', now: new Date() });

/** An invitation that went to somebody, and what stands in its link. */
async function invited(owner: Account, email: string, role: MemberRole = 'agent') {
  const { organisationId } = owner;
  await inviteMember(post.db, { ...by(owner), organisationId, email, role, invitedBy: owner.id });
  const row = await world.db.prisma.invitation.findFirstOrThrow({
    where: { email, organisationId, revokedAt: null, acceptedAt: null },
  });
  return { id: row.id, token: await post.tokenTo(email) };
}

async function accept(token: string, account: Account): Promise<string> {
  const session = await logInAs(post.db, account);
  const sessionId = (await visitorOf(post.db, session))?.sessionId ?? '';
  const { id: personId, email } = account;
  await acceptInvitation(post.db, { ...by(account), token, personId, email, sessionId });
  return session;
}

const join = (token: string, name = 'Petro Bondar') =>
  joinByInvitation(post.db, {
    token,
    name,
    password: PASSWORD,
    ...DEVICE(),
    origin: 'web:test',
    now: new Date(),
  });

const down = ({ organisationId }: Account, account: Account) =>
  changeRole(post.db, { ...by(account), organisationId, personId: account.id, role: 'agent', except: '' });
const leave = ({ organisationId }: Account, account: Account) =>
  removeMember(post.db, { ...by(account), organisationId, personId: account.id, except: '' });

/** A member of the owner's organisation, in a role. */
async function colleague(owner: Account, role: MemberRole): Promise<Account> {
  const account = await makeAccount(post);
  await accept((await invited(owner, account.email, role)).token, account);
  return { ...account, organisationId: owner.organisationId };
}

const rolesIn = async ({ organisationId }: Account) =>
  new Map(
    (await readOwnOrganisation(post.db, { organisationId, now: new Date() })).members.map((member) => [
      member.personId,
      member.role,
    ]),
  );

describe('an invitation', () => {
  it('names organisation, inviter and role in its mail, and makes who accepts a member', async () => {
    const owner = await makeAccount(post);
    const guest = await makeAccount(post);
    const { token } = await invited(owner, guest.email, 'manager');
    const mail = await post.lastTo(guest.email);
    expect(mail?.subject).toBe('Koval & Co invites you to Birja');
    expect(mail?.text).toContain('Olena Koval invites you to work for Koval & Co at Birja');
    expect(mail?.text).toContain('as a manager.');
    expect(await readInvitation(post.db, { token, now: new Date() })).toEqual({
      organisationName: 'Koval & Co',
      email: guest.email,
      role: 'manager',
      hasAccount: true,
    });
    const session = await accept(token, guest);
    expect(await visitorOf(post.db, session)).toMatchObject({
      organisation: { id: owner.organisationId, role: 'manager' },
      others: [{ id: guest.organisationId }],
    });
    expect(await readInvitation(post.db, { token, now: new Date() })).toBeNull();
  });

  it('makes an account for who has none, with a proven address and no organisation besides', async () => {
    const owner = await makeAccount(post);
    const email = freshEmail();
    const { token } = await invited(owner, email);
    expect(await readInvitation(post.db, { token, now: new Date() })).toMatchObject({ hasAccount: false });
    const visitor = await visitorOf(post.db, await join(token));
    expect(visitor).toMatchObject({
      person: { email, name: 'Petro Bondar', emailConfirmed: true },
      organisation: { id: owner.organisationId, role: 'agent' },
      others: [],
    });
  });

  it('accepted five times at once is accepted once', async () => {
    const owner = await makeAccount(post);
    const guest = await makeAccount(post);
    const { token } = await invited(owner, guest.email);
    const outcomes = await outcomesOf(Array.from({ length: 5 }, () => accept(token, guest)));
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    expect(outcomes.filter((code) => code === 'link_used_up')).toHaveLength(4);
  });

  it('joined five times at once makes one account', async () => {
    const owner = await makeAccount(post);
    const email = freshEmail();
    const { token } = await invited(owner, email);
    const outcomes = await outcomesOf(Array.from({ length: 5 }, () => join(token)));
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    expect(await world.db.prisma.person.count({ where: { email } })).toBe(1);
  });

  it('of two organisations at once makes one account, which can accept the other', async () => {
    const [one, other] = [await makeAccount(post), await makeAccount(post)];
    const email = freshEmail();
    const tokens = [(await invited(one, email)).token, (await invited(other, email)).token];
    expect(await outcomesOf(tokens.map((token) => join(token)))).toEqual([null, 'log_in_to_accept'].sort());
    const open = await Promise.all(
      tokens.map((token) => readInvitation(post.db, { token, now: new Date() })),
    );
    expect(open.filter((invitation) => invitation?.hasAccount)).toHaveLength(1);
  });

  it('is for the address it went to', async () => {
    const owner = await makeAccount(post);
    const [guest, stranger] = [await makeAccount(post), await makeAccount(post)];
    const { token } = await invited(owner, guest.email);
    await expect(accept(token, stranger)).rejects.toMatchObject({ code: 'invitation_for_another' });
    await expect(join(token)).rejects.toMatchObject({ code: 'log_in_to_accept' });
    await accept(token, guest);
  });

  it('works for a week, and not once it was taken back or sent again', async () => {
    const owner = await makeAccount(post);
    const { organisationId } = owner;
    const email = freshEmail();
    const { id, token } = await invited(owner, email);
    const late = new Date(Date.now() + 7 * DAY_MS + 1);
    expect(await readInvitation(post.db, { token, now: late })).toBeNull();
    await resendInvitation(post.db, { ...by(owner), organisationId, invitationId: id });
    const second = await post.tokenTo(email);
    await expect(join(token)).rejects.toMatchObject({ code: 'link_used_up' });
    await revokeInvitation(post.db, { ...by(owner), organisationId, invitationId: id });
    await expect(join(second)).rejects.toMatchObject({ code: 'link_used_up' });
    const again = resendInvitation(post.db, { ...by(owner), organisationId, invitationId: id });
    await expect(again).rejects.toMatchObject({ code: 'invitation_unknown' });
  });

  it('is not sent twice, nor to a member, and only its own organisation touches it', async () => {
    const owner = await makeAccount(post);
    const stranger = await makeAccount(post);
    const { organisationId } = owner;
    const email = freshEmail();
    const invite = (to: string) =>
      inviteMember(post.db, { ...by(owner), organisationId, email: to, role: 'agent', invitedBy: owner.id });
    expect((await outcomesOf([invite(email), invite(email)])).filter((code) => code === null)).toHaveLength(
      1,
    );
    await expect(invite(email)).rejects.toMatchObject({ code: 'already_invited' });
    await expect(invite(owner.email)).rejects.toMatchObject({ code: 'already_member' });
    const { id } = await world.db.prisma.invitation.findFirstOrThrow({ where: { email } });
    const foreign = { ...by(stranger), organisationId: stranger.organisationId, invitationId: id };
    await expect(revokeInvitation(post.db, foreign)).rejects.toMatchObject({ code: 'invitation_unknown' });
    await expect(resendInvitation(post.db, foreign)).rejects.toMatchObject({ code: 'invitation_unknown' });
  });
});

describe('a role', () => {
  it('that is changed ends the sessions of that person, and the next one has it', async () => {
    const owner = await makeAccount(post);
    const member = await colleague(owner, 'agent');
    const [session, own] = [await logInAs(post.db, member), await logInAs(post.db, owner)];
    const except = (await visitorOf(post.db, own))?.sessionId ?? '';
    const { organisationId } = owner;
    await changeRole(post.db, { ...by(owner), organisationId, personId: member.id, role: 'manager', except });
    expect(await visitorOf(post.db, session)).toBeNull();
    expect(await visitorOf(post.db, own)).not.toBeNull();
    expect((await rolesIn(owner)).get(member.id)).toBe('manager');
    const row = await world.db.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'member.role_changed', subjectId: member.id },
    });
    expect(row).toMatchObject({
      actor: owner.id,
      organisationId,
      details: { before: 'agent', after: 'manager' },
    });
  });

  it('that is lost takes the invitations with it by which its holder could come back', async () => {
    const owner = await makeAccount(post);
    const second = await colleague(owner, 'owner');
    const { organisationId } = owner;
    await inviteMember(post.db, {
      ...by(second),
      organisationId,
      email: 'second-self@people.test',
      role: 'owner',
      invitedBy: second.id,
    });
    await removeMember(post.db, { ...by(owner), organisationId, personId: second.id, except: '' });
    const open = await world.db.prisma.invitation.count({
      where: { organisationId, acceptedAt: null, revokedAt: null },
    });
    expect(open).toBe(0);
  });

  it('of owner is not lost by the last one', async () => {
    const owner = await makeAccount(post);
    await expect(down(owner, owner)).rejects.toMatchObject({ code: 'last_owner' });
    await expect(leave(owner, owner)).rejects.toMatchObject({ code: 'last_owner' });
  });

  it('of owner is not lost by the last one who is not shut out', async () => {
    const owner = await makeAccount(post);
    const shutOut = await colleague(owner, 'owner');
    const { disabledAt } = await world.db.prisma.person.update({
      where: { id: shutOut.id },
      data: { disabledAt: new Date() },
    });
    expect(disabledAt).not.toBeNull();
    await expect(down(owner, owner)).rejects.toMatchObject({ code: 'last_owner' });
    await expect(leave(owner, owner)).rejects.toMatchObject({ code: 'last_owner' });
    await leave(owner, shutOut);
    expect((await rolesIn(owner)).get(owner.id)).toBe('owner');
    expect((await rolesIn(owner)).has(shutOut.id)).toBe(false);
  });

  it.each([1, 2, 3, 4])('of owner is not lost by the last two at once, time %s', async () => {
    const first = await makeAccount(post);
    const second = await colleague(first, 'owner');
    expect(await outcomesOf([down(first, first), leave(first, second)])).toEqual([null, 'last_owner'].sort());
    expect([...(await rolesIn(first)).values()].filter((role) => role === 'owner')).toHaveLength(1);
  });

  it('is nobody’s who does not belong there', async () => {
    const [owner, stranger] = [await makeAccount(post), await makeAccount(post)];
    const input = { ...by(owner), organisationId: owner.organisationId, personId: stranger.id, except: '' };
    await expect(changeRole(post.db, { ...input, role: 'owner' })).rejects.toMatchObject({
      code: 'member_unknown',
    });
    await expect(removeMember(post.db, input)).rejects.toMatchObject({ code: 'member_unknown' });
  });
});

describe('a member who is removed', () => {
  const keyOf = (account: Account, name = 'shop') =>
    createApiKey(post.db, {
      ...by(account),
      organisationId: account.organisationId,
      name,
      scopes: ['wallet:read'],
      ratePerSecond: 100,
    });
  const opens = async ({ text }: { text: string }) =>
    (await authenticateApiKey(world.db.pool, text)) !== null;

  it('leaves no key behind: those that they made stop, the others go on, and the owners read which', async () => {
    const owner = await makeAccount(post);
    const manager = await colleague(owner, 'manager');
    const [own, first, second] = [
      await keyOf(owner, 'own'),
      await keyOf(manager),
      await keyOf(manager, 'crm'),
    ];
    const { organisationId } = owner;
    expect(await readKeysOf(world.db, { organisationId, personId: manager.id })).toMatchObject([
      { name: 'shop' },
      { name: 'crm' },
    ]);
    await removeMember(post.db, { ...by(owner), organisationId, personId: manager.id, except: '' });
    expect([await opens(own), await opens(first), await opens(second)]).toEqual([true, false, false]);
    const mail = await post.lastTo(owner.email);
    expect(mail?.text).toContain(`shop (…${first.text.slice(-4)})`);
    expect(mail?.text).toContain(`crm (…${second.text.slice(-4)})`);
    expect((await post.lastTo(manager.email))?.text).not.toContain('opened for the last time');
    const rows = await world.db.prisma.auditEntry.findMany({
      where: { organisationId, action: 'key.revoked' },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ actor, subjectId, details }) => ({ actor, subjectId, details }))).toEqual(
      [first, second].map(({ id }) => ({
        actor: owner.id,
        subjectId: id,
        details: { madeBy: manager.id },
      })),
    );
    const shown = await readApiKeys(world.db, { organisationId });
    expect(shown.map(({ name, madeBy }) => [name, madeBy?.isMember])).toEqual([
      ['own', true],
      ['crm', false],
      ['shop', false],
    ]);
  });

  it('keeps the keys that they made for another organisation', async () => {
    const owner = await makeAccount(post);
    const manager = await colleague(owner, 'manager');
    const elsewhere = await makeAccount(post);
    await accept((await invited(elsewhere, manager.email, 'manager')).token, manager);
    const other = await keyOf({ ...manager, organisationId: elsewhere.organisationId });
    await leave(owner, manager);
    expect(await opens(other)).toBe(true);
  });

  it('or made an agent makes no key in the same moment that outlives it', async () => {
    const owner = await makeAccount(post);
    const manager = await colleague(owner, 'manager');
    const [made] = await Promise.allSettled([keyOf(manager), leave(owner, manager)]);
    if (made?.status === 'fulfilled') expect(await opens(made.value)).toBe(false);
    await expect(keyOf(manager)).rejects.toMatchObject({ code: 'member_unknown' });
    const second = await colleague(owner, 'manager');
    const key = await keyOf(second);
    await down(owner, second);
    expect(await opens(key)).toBe(false);
    await expect(keyOf(second)).rejects.toMatchObject({ code: 'member_unknown' });
  });

  it('is logged out and acts for another organisation of theirs afterwards', async () => {
    const owner = await makeAccount(post);
    const member = await makeAccount(post);
    const session = await accept((await invited(owner, member.email)).token, member);
    const { organisationId } = owner;
    await removeMember(post.db, { ...by(owner), organisationId, personId: member.id, except: '' });
    expect(await visitorOf(post.db, session)).toBeNull();
    expect(await visitorOf(post.db, await logInAs(post.db, member))).toMatchObject({
      organisation: { id: member.organisationId },
      others: [],
    });
  });
});

describe('an organisation', () => {
  it('is switched to by its own people alone', async () => {
    const [one, other] = [await makeAccount(post), await makeAccount(post)];
    const token = await logInAs(post.db, one);
    const sessionId = (await visitorOf(post.db, token))?.sessionId ?? '';
    const terms = signUpOf('', { name: 'Second', buys: true }).organisation;
    const id = await createOrganisation(post.db, { ...by(one), personId: one.id, sessionId, terms });
    expect(await visitorOf(post.db, token)).toMatchObject({
      organisation: { id, role: 'owner', buys: true },
    });
    const to = (organisationId: string) =>
      switchOrganisation(post.db, { personId: one.id, sessionId, organisationId });
    await to(one.organisationId);
    expect((await visitorOf(post.db, token))?.organisation?.id).toBe(one.organisationId);
    await expect(to(other.organisationId)).rejects.toMatchObject({ code: 'organisation_unknown' });
    expect((await visitorOf(post.db, token))?.organisation?.id).toBe(one.organisationId);
    expect((await readOwnOrganisations(post.db, { personId: one.id })).map((own) => own.id)).toEqual([
      one.organisationId,
      id,
    ]);
  });

  it('changes what it says of itself, and the audit knows what it said', async () => {
    const owner = await makeAccount(post);
    const { organisationId } = owner;
    const change = { name: 'Koval Windows', timezone: 'Asia/Almaty', landingUrl: 'https://koval.example/' };
    await updateOrganisation(post.db, { ...by(owner), organisationId, change });
    expect(await readOwnOrganisation(post.db, { organisationId, now: new Date() })).toMatchObject(change);
    const row = await world.db.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'organisation.changed', organisationId },
    });
    expect(row.details).toMatchObject({ before: { name: 'Koval & Co' }, after: change });
  });

  it('is written to by way of its owners and managers with proven addresses', async () => {
    const owner = await makeAccount(post);
    const manager = await colleague(owner, 'manager');
    const [, unproven] = [await colleague(owner, 'agent'), await colleague(owner, 'manager')];
    await world.db.prisma.person.update({ where: { id: unproven.id }, data: { emailConfirmedAt: null } });
    expect(await readRecipients(post.db, owner.organisationId)).toEqual([owner.email, manager.email]);
  });
});
