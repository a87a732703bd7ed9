import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changePassword } from '#app/domain/identity/change-password.server.ts';
import { confirmEmailChange } from '#app/domain/identity/confirm-email-change.server.ts';
import { dropEmailChange } from '#app/domain/identity/drop-email-change.server.ts';
import { forgetAccess } from '#app/domain/identity/forget-access.server.ts';
import { readEmailChange } from '#app/domain/identity/read-email-change.server.ts';
import { requestEmailChange } from '#app/domain/identity/request-email-change.server.ts';
import { requestLink } from '#app/domain/identity/request-link.server.ts';
import { resetPassword } from '#app/domain/identity/reset-password.server.ts';
import { stopEmailChange } from '#app/domain/identity/stop-email-change.server.ts';
import { DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import {
  type Account,
  codeAt,
  DEVICE,
  freshAddress,
  freshEmail,
  logInAs,
  makeAccount,
  outcomesOf,
  PASSWORD,
  setUpAuthenticator,
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

type Asked = Partial<Parameters<typeof requestEmailChange>[1]>;
const ask = (account: Account, email: string, more: Asked = {}) =>
  requestEmailChange(post.db, {
    personId: account.id,
    actor: account.id,
    origin: 'web:test',
    email,
    password: PASSWORD,
    code: '',
    recoveryCode: '',
    now: new Date(),
    ...more,
  });
const confirm = (token: string, more: { except?: string; now?: Date } = {}) =>
  confirmEmailChange(post.db, { token, except: null, origin: 'web:test', now: new Date(), ...more });
const stop = (token: string, now = new Date()) =>
  stopEmailChange(post.db, { token, origin: 'web:test', now });
const emailOf = async ({ id }: Account) =>
  (await world.db.prisma.person.findUniqueOrThrow({ where: { id } })).email;
const soon = (ms: number) => new Date(Date.now() + ms);
const waiting = ({ id }: Account) => readEmailChange(world.db, { personId: id, now: new Date() });
const enter = (email: string, password = PASSWORD) => logInAs(post.db, { email }, password);

/** Somebody who asked for another address, and what stands in the two mails. */
async function asked() {
  const account = await makeAccount(post);
  const email = freshEmail();
  await ask(account, email);
  return { account, email, link: await post.tokenTo(email), stopLink: await post.tokenTo(account.email) };
}

describe('another e-mail address', () => {
  it('is the account’s once its link was used, and the old one opens nothing any more', async () => {
    const { account, email, link } = await asked();
    expect(await emailOf(account)).toBe(account.email);
    expect(await waiting(account)).toMatchObject({ email });
    expect(await confirm(link)).toBe(account.id);
    expect(await emailOf(account)).toBe(email);
    expect(await waiting(account)).toBeNull();
    await enter(email);
    await expect(enter(account.email)).rejects.toMatchObject({ code: 'log_in_wrong' });
    expect((await post.lastTo(account.email))?.text).toContain(email);
    const rows = await world.db.prisma.auditEntry.findMany({
      where: { subjectId: account.id, action: { startsWith: 'person.email_change' } },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ action }) => action)).toEqual(['person.email_change_asked', 'person.email_changed']);
    expect(JSON.stringify(rows.map(({ details }) => details))).not.toContain('@');
  });

  it('ends the other sessions, and lets the one go on in which the link was used', async () => {
    const { account, link } = await asked();
    const [here, there] = [await logInAs(post.db, account), await logInAs(post.db, account)];
    const sessionId = (await visitorOf(post.db, here))?.sessionId ?? '';
    await confirm(link, { except: sessionId });
    expect(await visitorOf(post.db, here)).not.toBeNull();
    expect(await visitorOf(post.db, there)).toBeNull();
  });

  it('is asked for with the password, and with a code where one is set up', async () => {
    const account = await makeAccount(post);
    await expect(ask(account, freshEmail(), { password: 'not at all this' })).rejects.toMatchObject({
      code: 'password_wrong',
    });
    await expect(ask(account, account.email)).rejects.toMatchObject({ code: 'email_is_yours' });
    const { secret } = await setUpAuthenticator(post.db, await logInAs(post.db, account));
    await expect(ask(account, freshEmail())).rejects.toMatchObject({ code: 'code_wrong' });
    await expect(ask(account, freshEmail(), { code: '000000' })).rejects.toMatchObject({
      code: 'code_wrong',
    });
    expect(await waiting(account)).toBeNull();
    await ask(account, freshEmail(), { code: codeAt(secret) });
    expect(await waiting(account)).not.toBeNull();
  });

  it('that has an account learns of it by mail, and who asks sees nothing of it', async () => {
    const [account, other] = [await makeAccount(post), await makeAccount(post)];
    await ask(account, other.email);
    expect(await waiting(account)).toMatchObject({ email: other.email });
    const mail = await post.lastTo(other.email);
    expect(mail?.text).toContain('It has an account of its own already');
    expect(mail?.text).not.toContain('token=');
  });

  it('that got an account meanwhile is not taken over', async () => {
    const { account, email, link } = await asked();
    const other = await makeAccount(post);
    await world.db.prisma.person.update({ where: { id: other.id }, data: { email } });
    await expect(confirm(link)).rejects.toMatchObject({ code: 'email_taken' });
    expect(await emailOf(account)).toBe(account.email);
  });

  it('has a link that works once, for a day, and not after another was asked for', async () => {
    const { account, link } = await asked();
    const later = soon(DAY_MS + HOUR_MS);
    await expect(confirm(link, { now: later })).rejects.toMatchObject({ code: 'link_used_up' });
    const email = freshEmail();
    await ask(account, email);
    await expect(confirm(link)).rejects.toMatchObject({ code: 'link_used_up' });
    const second = await post.tokenTo(email);
    expect(await outcomesOf([confirm(second), confirm(second), confirm(second)])).toEqual([
      'link_used_up',
      'link_used_up',
      null,
    ]);
  });

  it('waits no more once the password is changed or chosen anew, or the person thinks better of it', async () => {
    const one = await asked();
    const session = await visitorOf(post.db, await logInAs(post.db, one.account));
    await changePassword(post.db, {
      personId: one.account.id,
      sessionId: session?.sessionId ?? '',
      oldPassword: PASSWORD,
      newPassword: 'eight loud giraffes',
      ...DEVICE(),
      actor: one.account.id,
      origin: 'web:test',
      now: new Date(),
    });
    await expect(confirm(one.link)).rejects.toMatchObject({ code: 'link_used_up' });
    const two = await asked();
    const by = { address: freshAddress(), now: new Date() };
    await requestLink(post.db, { email: two.account.email, purpose: 'reset_password', ...by });
    const token = await post.tokenTo(two.account.email);
    await resetPassword(post.db, {
      token,
      password: 'eight loud giraffes',
      origin: 'web:test',
      now: new Date(),
    });
    await expect(confirm(two.link)).rejects.toMatchObject({ code: 'link_used_up' });
    const three = await asked();
    const { id } = three.account;
    await dropEmailChange(post.db, { personId: id, actor: id, origin: 'web:test', now: new Date() });
    await expect(confirm(three.link)).rejects.toMatchObject({ code: 'link_used_up' });
  });

  it('is stopped from the old one: nobody is logged in, the password opens nothing, and a link comes', async () => {
    const { account, link, stopLink } = await asked();
    const session = await logInAs(post.db, account);
    await stop(stopLink);
    await expect(confirm(link)).rejects.toMatchObject({ code: 'link_used_up' });
    expect(await visitorOf(post.db, session)).toBeNull();
    await expect(enter(account.email)).rejects.toMatchObject({ code: 'log_in_wrong' });
    await resetPassword(post.db, {
      token: await post.tokenTo(account.email),
      password: 'eight loud giraffes',
      origin: 'web:test',
      now: new Date(),
    });
    await enter(account.email, 'eight loud giraffes');
    await expect(stop(stopLink)).rejects.toMatchObject({ code: 'link_used_up' });
  });

  it('is undone from the old one within a week, however far a thief went on', async () => {
    const { account, email, link, stopLink } = await asked();
    await confirm(link);
    const undo = await post.tokenTo(account.email);
    expect(undo).not.toBe(stopLink);
    const third = freshEmail();
    await ask({ ...account, email }, third);
    await confirm(await post.tokenTo(third));
    const thief = await post.tokenTo(email);
    expect(await emailOf(account)).toBe(third);
    await expect(stop(undo, soon(7 * DAY_MS + HOUR_MS))).rejects.toMatchObject({
      code: 'link_used_up',
    });
    await stop(undo);
    expect(await emailOf(account)).toBe(account.email);
    await expect(stop(thief)).rejects.toMatchObject({ code: 'link_used_up' });
    await expect(stop(stopLink)).rejects.toMatchObject({ code: 'link_used_up' });
  });

  it('is stopped by the first notice too, after another change took the place of its own', async () => {
    const { account, stopLink } = await asked();
    const email = freshEmail();
    await ask(account, email);
    await confirm(await post.tokenTo(email));
    await stop(stopLink);
    expect(await emailOf(account)).toBe(account.email);
  });

  it('is confirmed or stopped, of both at once', async () => {
    const { account, link, stopLink } = await asked();
    await outcomesOf([confirm(link), stop(stopLink)]);
    expect(await emailOf(account)).toBe(account.email);
  });

  it('is forgotten, with the old one, after a month', async () => {
    const { account, link } = await asked();
    await confirm(link);
    await forgetAccess(world.db, { now: soon(31 * DAY_MS) });
    expect(await world.db.prisma.emailChange.count({ where: { personId: account.id } })).toBe(0);
  });
});
