import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changePassword } from '#app/domain/identity/change-password.server.ts';
import { endOtherSessions } from '#app/domain/identity/end-other-sessions.server.ts';
import { endSession } from '#app/domain/identity/end-session.server.ts';
import { forgetAccess } from '#app/domain/identity/forget-access.server.ts';
import { isResetLinkOpen } from '#app/domain/identity/is-reset-link-open.server.ts';
import { logIn } from '#app/domain/identity/log-in.server.ts';
import { logOut } from '#app/domain/identity/log-out.server.ts';
import { hashPassword, passwordMatches } from '#app/domain/identity/password.server.ts';
import { readSessions } from '#app/domain/identity/read-sessions.server.ts';
import { readVisitor } from '#app/domain/identity/read-visitor.server.ts';
import { requestLink } from '#app/domain/identity/request-link.server.ts';
import { resetPassword } from '#app/domain/identity/reset-password.server.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import {
  type Account,
  DEVICE,
  freshAddress,
  freshEmail,
  logInAs,
  makeAccount,
  neighboursOf,
  outcomesOf,
  PASSWORD,
  visitorOf,
} from '../factories/accounts.ts';
import { openPostOffice, type PostOffice } from '../setup/post-office.ts';
import { openWorld, type World } from '../setup/world.ts';

const NEW_PASSWORD = 'nine slow tractors';

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

const later = (ms: number) => new Date(Date.now() + ms);
const tryToLogIn = (email: string, password: string, more: object = {}) =>
  logIn(post.db, { email, password, token: null, ...DEVICE(), now: new Date(), ...more });

async function resetLinkOf({ email }: Account): Promise<string> {
  await requestLink(post.db, { email, purpose: 'reset_password', address: freshAddress(), now: new Date() });
  return post.tokenTo(email);
}

const reset = (token: string, password = NEW_PASSWORD, now = new Date()) =>
  resetPassword(post.db, { token, password, origin: 'web:test', now });

async function change(token: string, oldPassword: string, newPassword: string): Promise<string> {
  const visitor = await visitorOf(post.db, token);
  const personId = visitor?.person.id ?? '';
  const sessionId = visitor?.sessionId ?? '';
  const asked = { actor: personId, origin: 'web:test', now: new Date(), ...DEVICE() };
  return changePassword(post.db, { personId, sessionId, oldPassword, newPassword, ...asked });
}

describe('logging in', () => {
  it('opens a session for who knows the password, and tells who they act for', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    expect(await visitorOf(post.db, token)).toMatchObject({
      person: { id: account.id, email: account.email, emailConfirmed: true, hasSecondFactor: false },
      isComplete: true,
      organisation: { id: account.organisationId, role: 'owner', sells: true, reviewStatus: 'waiting' },
    });
  });

  it('with a wrong password and with an unknown address is refused alike', async () => {
    const { email } = await makeAccount(post);
    const refusals = await Promise.all(
      [tryToLogIn(email, 'wrong password'), tryToLogIn(freshEmail(), PASSWORD)].map((work) =>
        work.catch((error) => ({ code: error.code, params: error.params })),
      ),
    );
    expect(refusals[0]).toEqual({ code: 'log_in_wrong', params: {} });
    expect(refusals[1]).toEqual(refusals[0]);
  });

  it('asks the hash even where there is none, and never finds it right', async () => {
    expect(await passwordMatches(null, PASSWORD)).toBe(false);
    expect(await passwordMatches('', '')).toBe(false);
    expect(await passwordMatches(await hashPassword('Å – déjà'), 'A\u030a – de\u0301ja\u0300')).toBe(true);
  });

  it('does not work for who was shut out, nor do sessions they have', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    await world.db.prisma.person.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    await expect(logInAs(post.db, account)).rejects.toMatchObject({ code: 'person_disabled' });
    await expect(tryToLogIn(account.email, 'wrong')).rejects.toMatchObject({ code: 'log_in_wrong' });
    expect(await visitorOf(post.db, token)).toBeNull();
  });

  it('ends what the browser held before', async () => {
    const [victim, other] = [await makeAccount(post), await makeAccount(post)];
    const planted = await logInAs(post.db, other);
    const token = await tryToLogIn(victim.email, PASSWORD, { token: planted });
    expect(token).not.toBe(planted);
    expect(await visitorOf(post.db, planted)).toBeNull();
    expect((await visitorOf(post.db, token))?.person.id).toBe(victim.id);
  });

  it('is refused after ten tries of a machine with an address, however many at once, until a quarter of an hour is over', async () => {
    const { email } = await makeAccount(post);
    const here = { address: freshAddress() };
    const outcomes = await outcomesOf(Array.from({ length: 16 }, () => tryToLogIn(email, 'wrong', here)));
    expect(outcomes.filter((code) => code === 'log_in_wrong')).toHaveLength(10);
    expect(outcomes.filter((code) => code === 'too_many_attempts')).toHaveLength(6);
    await expect(tryToLogIn(email, PASSWORD, here)).rejects.toMatchObject({
      code: 'too_many_attempts',
      params: { minutes: 15 },
    });
    const soon = tryToLogIn(email, PASSWORD, { ...here, now: later(14 * MINUTE_MS) });
    await expect(soon).rejects.toMatchObject({ params: { minutes: 1 } });
    const then = { ...here, now: later(15 * MINUTE_MS + 1) };
    expect(await tryToLogIn(email, PASSWORD, then)).toMatch(/./);
  });

  it('stays open to the owner, however often a stranger elsewhere tries', async () => {
    const { email } = await makeAccount(post);
    const addresses = neighboursOf(freshAddress(), 120);
    const outcomes = await outcomesOf(addresses.map((address) => tryToLogIn(email, 'wrong', { address })));
    expect(outcomes.filter((code) => code === 'log_in_wrong')).toHaveLength(10);
    expect(await tryToLogIn(email, PASSWORD)).toMatch(/./);
  });

  it('is refused after a hundred tries with an address from many machines, though one of them got in', async () => {
    const { email } = await makeAccount(post);
    await tryToLogIn(email, PASSWORD);
    const outcomes = await outcomesOf(Array.from({ length: 102 }, () => tryToLogIn(email, 'wrong')));
    expect(outcomes.filter((code) => code === 'log_in_wrong')).toHaveLength(99);
    expect(outcomes.filter((code) => code === 'too_many_attempts')).toHaveLength(3);
  });

  it('counts anew after a log-in that succeeded', async () => {
    const { email } = await makeAccount(post);
    const here = { address: freshAddress() };
    for (let round = 0; round < 2; round += 1) {
      for (let at = 0; at < 9; at += 1)
        await expect(tryToLogIn(email, 'wrong', here)).rejects.toMatchObject({ code: 'log_in_wrong' });
      await tryToLogIn(email, PASSWORD, here);
    }
  });

  it('is refused after fifty tries from one machine, whatever the addresses', async () => {
    const address = freshAddress();
    const outcomes = await outcomesOf(
      Array.from({ length: 53 }, () => tryToLogIn(freshEmail(), 'wrong', { address })),
    );
    expect(outcomes.filter((code) => code === 'too_many_attempts')).toHaveLength(3);
  });

  it('counts sixty addresses of one /64 as one machine', async () => {
    const addresses = neighboursOf(freshAddress(), 60);
    const outcomes = await outcomesOf(
      addresses.map((address) => tryToLogIn(freshEmail(), 'wrong', { address })),
    );
    expect(outcomes.filter((code) => code === 'too_many_attempts')).toHaveLength(10);
  });

  it('leaves no address readable among the tries it counts', async () => {
    const email = freshEmail();
    await expect(tryToLogIn(email, 'wrong')).rejects.toMatchObject({ code: 'log_in_wrong' });
    const { rows } = await world.owner.query('SELECT a::text AS whole FROM attempt_count a');
    expect(rows.length).toBeGreaterThan(0);
    for (const { whole } of rows) expect(whole).not.toContain('people.test');
  });
});

describe('a session', () => {
  it('is stored under something that opens nothing', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    const [row] = await world.db.prisma.session.findMany({ where: { personId: account.id } });
    expect(row?.id).not.toContain(token);
    expect(await visitorOf(post.db, row?.id ?? '')).toBeNull();
    const elsewhere = { ...post.db, keys: { ...post.db.keys, session: Buffer.alloc(32) } };
    expect(await visitorOf(elsewhere, token)).toBeNull();
  });

  it('that was logged out opens nothing to who copied it', async () => {
    const token = await logInAs(post.db, await makeAccount(post));
    const stolen = token;
    await logOut(post.db, { token });
    expect(await visitorOf(post.db, stolen)).toBeNull();
  });

  it('lasts two weeks from its last use', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    const expireIn = (ms: number) =>
      world.db.prisma.session.updateMany({ where: { personId: account.id }, data: { expiresAt: later(ms) } });
    await expireIn(2 * DAY_MS);
    expect(await visitorOf(post.db, token)).not.toBeNull();
    const [used] = await world.db.prisma.session.findMany({ where: { personId: account.id } });
    expect(used?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 13 * DAY_MS);
    await expireIn(-1);
    expect(await visitorOf(post.db, token)).toBeNull();
  });

  it('is listed with its device, and ended from another', async () => {
    const account = await makeAccount(post);
    const here = await logInAs(post.db, account);
    const phone = await tryToLogIn(account.email, PASSWORD, { userAgent: 'Phone', address: '192.0.2.7' });
    const sessions = await readSessions(post.db, { personId: account.id, now: new Date() });
    expect(sessions).toHaveLength(2);
    const lost = sessions.find(({ userAgent }) => userAgent === 'Phone');
    expect(lost).toMatchObject({ address: '192.0.2.7' });
    await endSession(post.db, { personId: account.id, sessionId: lost?.id ?? '' });
    expect(await visitorOf(post.db, phone)).toBeNull();
    expect(await visitorOf(post.db, here)).not.toBeNull();
  });

  it('of somebody else is not ended', async () => {
    const [one, other] = [await makeAccount(post), await makeAccount(post)];
    const token = await logInAs(post.db, other);
    const sessionId = (await visitorOf(post.db, token))?.sessionId ?? '';
    const work = endSession(post.db, { personId: one.id, sessionId });
    await expect(work).rejects.toMatchObject({ code: 'session_unknown' });
    expect(await visitorOf(post.db, token)).not.toBeNull();
  });

  it('stays when all others are ended', async () => {
    const account = await makeAccount(post);
    const tokens = [
      await logInAs(post.db, account),
      await logInAs(post.db, account),
      await logInAs(post.db, account),
    ];
    const visitor = await visitorOf(post.db, tokens[1] ?? '');
    await endOtherSessions(post.db, { personId: account.id, sessionId: visitor?.sessionId ?? '' });
    const open = await Promise.all(tokens.map(async (token) => (await visitorOf(post.db, token)) !== null));
    expect(open).toEqual([false, true, false]);
  });

  it('notes the address it is used from, once a minute', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    const seen = async (address: string, now: Date) => {
      await readVisitor(post.db, { token, address, now });
      return (await readSessions(post.db, { personId: account.id, now: new Date() }))[0]?.address;
    };
    const first = await seen('192.0.2.1', new Date());
    expect(first).not.toBe('192.0.2.1');
    expect(await seen('192.0.2.2', later(61_000))).toBe('192.0.2.2');
  });
});

describe('a new password by mail', () => {
  it('replaces the old one, ends every session and is told of', async () => {
    const account = await makeAccount(post);
    const session = await logInAs(post.db, account);
    const token = await resetLinkOf(account);
    expect(await isResetLinkOpen(post.db, { token, now: new Date() })).toBe(true);
    await reset(token);
    expect(await isResetLinkOpen(post.db, { token, now: new Date() })).toBe(false);
    expect(await visitorOf(post.db, session)).toBeNull();
    await expect(logInAs(post.db, account)).rejects.toMatchObject({ code: 'log_in_wrong' });
    expect(await visitorOf(post.db, await logInAs(post.db, account, NEW_PASSWORD))).not.toBeNull();
    expect((await post.lastTo(account.email))?.subject).toBe('Your password was changed');
    const audit = await world.db.prisma.auditEntry.findFirstOrThrow({
      where: { subjectId: account.id, action: 'person.password_reset' },
    });
    expect(audit).toMatchObject({ actor: account.id, origin: 'web:test', details: {} });
  });

  it('by the same link twice at once is set once', async () => {
    const account = await makeAccount(post);
    const token = await resetLinkOf(account);
    const passwords = ['first new password', 'second new password'];
    const settled = await Promise.allSettled(passwords.map((password) => reset(token, password)));
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const won = passwords[settled.findIndex(({ status }) => status === 'fulfilled')] ?? '';
    expect(await logInAs(post.db, account, won)).toMatch(/./);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'link_used_up' },
    });
  });

  it('uses up every other link of the kind', async () => {
    const account = await makeAccount(post);
    const [first, second] = [await resetLinkOf(account), await resetLinkOf(account)];
    await reset(second);
    await expect(reset(first)).rejects.toMatchObject({ code: 'link_used_up' });
  });

  it('is not set after an hour, and a refused one leaves the link', async () => {
    const account = await makeAccount(post);
    const token = await resetLinkOf(account);
    await expect(reset(token, NEW_PASSWORD, later(HOUR_MS + 1))).rejects.toMatchObject({
      code: 'link_used_up',
    });
    await expect(reset(token, 'short')).rejects.toMatchObject({ code: 'password_length' });
    await expect(reset(token, account.email)).rejects.toMatchObject({ code: 'password_is_you' });
    await reset(token);
  });

  it('proves the address', async () => {
    const account = await makeAccount(post);
    await world.db.prisma.person.update({ where: { id: account.id }, data: { emailConfirmedAt: null } });
    await reset(await resetLinkOf(account));
    expect(await visitorOf(post.db, await logInAs(post.db, account, NEW_PASSWORD))).toMatchObject({
      person: { emailConfirmed: true },
    });
  });

  it('set while somebody logs in with the old one leaves them no session', async () => {
    for (let round = 0; round < 6; round += 1) {
      const account = await makeAccount(post);
      const token = await resetLinkOf(account);
      await Promise.allSettled([logInAs(post.db, account), reset(token), logInAs(post.db, account)]);
      expect(await readSessions(post.db, { personId: account.id, now: new Date() })).toEqual([]);
    }
  });
});

describe('a changed password', () => {
  it('ends all other sessions and goes on under another token here', async () => {
    const account = await makeAccount(post);
    const [here, elsewhere] = [await logInAs(post.db, account), await logInAs(post.db, account)];
    const next = await change(here, PASSWORD, NEW_PASSWORD);
    expect(next).not.toBe(here);
    expect(await visitorOf(post.db, here)).toBeNull();
    expect(await visitorOf(post.db, elsewhere)).toBeNull();
    expect((await visitorOf(post.db, next))?.person.id).toBe(account.id);
    expect(await logInAs(post.db, account, NEW_PASSWORD)).toMatch(/./);
    expect((await post.lastTo(account.email))?.subject).toBe('Your password was changed');
  });

  it('needs the old one, and is refused after ten wrong tries', async () => {
    const token = await logInAs(post.db, await makeAccount(post));
    const outcomes = await outcomesOf(
      Array.from({ length: 12 }, () => change(token, 'not the old one', NEW_PASSWORD)),
    );
    expect(outcomes.filter((code) => code === 'password_wrong')).toHaveLength(10);
    await expect(change(token, PASSWORD, NEW_PASSWORD)).rejects.toMatchObject({ code: 'too_many_attempts' });
    expect(await visitorOf(post.db, token)).not.toBeNull();
  });

  it('twice at once is changed once', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    const passwords = ['first new password', 'second new password'];
    const outcomes = await outcomesOf(passwords.map((password) => change(token, PASSWORD, password)));
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    const works = await outcomesOf(passwords.map((password) => logInAs(post.db, account, password)));
    expect(works.filter((code) => code === null)).toHaveLength(1);
  });
});

describe('what is over', () => {
  it('is forgotten, and what is not stays', async () => {
    const account = await makeAccount(post);
    const [gone, stays] = [await logInAs(post.db, account), await logInAs(post.db, account)];
    const { sessionId } = (await visitorOf(post.db, gone)) ?? {};
    await world.db.prisma.session.update({ where: { id: sessionId ?? '' }, data: { expiresAt: later(-1) } });
    await resetLinkOf(account);
    await forgetAccess(post.db, { now: new Date() });
    expect(await visitorOf(post.db, stays)).not.toBeNull();
    const counts = async () => ({
      sessions: await world.db.prisma.session.count({ where: { id: sessionId ?? '' } }),
      links: await world.db.prisma.emailToken.count({ where: { personId: account.id } }),
      tries: (await world.db.prisma.attemptCount.count()) > 0,
    });
    expect(await counts()).toEqual({ sessions: 0, links: 2, tries: true });
    await forgetAccess(post.db, { now: later(40 * DAY_MS) });
    expect(await counts()).toEqual({ sessions: 0, links: 0, tries: false });
  });
});
