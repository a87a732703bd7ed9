import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmEmail } from '#app/domain/identity/confirm-email.server.ts';
import { requestLink } from '#app/domain/identity/request-link.server.ts';
import { signUp } from '#app/domain/identity/sign-up.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import {
  freshAddress,
  freshEmail,
  makeAccount,
  neighboursOf,
  outcomesOf,
  PASSWORD,
  signUpOf,
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

const asked = () => ({ address: freshAddress(), origin: 'web:test', now: new Date() });
const later = (ms: number) => new Date(Date.now() + ms);
const personOf = (email: string) =>
  world.db.prisma.person.findUnique({
    where: { email },
    include: { memberships: { include: { organisation: true } } },
  });

describe('signing up', () => {
  it('makes a person who owns an organisation, and sends a link', async () => {
    const email = freshEmail();
    await signUp(post.db, { ...signUpOf(email, { landingUrl: 'https://koval.example/' }), ...asked() });
    const person = await personOf(email);
    expect(person).toMatchObject({ name: 'Olena Koval', emailConfirmedAt: null, platformRole: null });
    expect(person?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(person?.memberships).toMatchObject([
      {
        role: 'owner',
        organisation: { name: 'Koval & Co', countryCode: 'UA', landingUrl: 'https://koval.example/' },
      },
    ]);
    expect((await post.lastTo(email))?.subject).toBe('Confirm your e-mail address');
    const audit = await world.db.prisma.auditEntry.findMany({ where: { actor: person?.id ?? '' } });
    expect(audit.map(({ action }) => action).sort()).toEqual(['organisation.created', 'person.signed_up']);
    expect(JSON.stringify(audit, (_key, value) => String(value))).not.toContain(email);
  });

  it.each([
    [true, true, 'waiting'],
    [true, false, 'waiting'],
    [false, true, 'approved'],
  ])('an organisation that sells: %s and buys: %s is %s', async (sells, buys, reviewStatus) => {
    const email = freshEmail();
    await signUp(post.db, { ...signUpOf(email, { sells, buys }), ...asked() });
    expect((await personOf(email))?.memberships).toMatchObject([
      { organisation: { sells, buys, reviewStatus } },
    ]);
  });

  it('with an address that has an account changes nothing but says so by mail', async () => {
    const { email } = await makeAccount(post);
    const before = await personOf(email);
    await signUp(post.db, {
      ...signUpOf(email),
      name: 'Somebody else',
      password: 'another good one',
      ...asked(),
    });
    expect(await personOf(email)).toEqual(before);
    expect((await post.lastTo(email))?.subject).toBe('You already have an account');
  });

  it('twice at once makes one account, and one mail tells of it', async () => {
    const email = freshEmail();
    expect(
      await outcomesOf([1, 2, 3].map(() => signUp(post.db, { ...signUpOf(email), ...asked() }))),
    ).toEqual([null, null, null]);
    expect((await personOf(email))?.memberships).toHaveLength(1);
    const mails = await world.db.prisma.mail.findMany({ where: { recipient: email } });
    expect(mails.map(({ template }) => template).sort()).toEqual([
      'account_exists',
      'account_exists',
      'confirm_email',
    ]);
  });

  it('needs a password that is worth something, for known and unknown addresses alike', async () => {
    const { email } = await makeAccount(post);
    for (const to of [email, freshEmail()]) {
      const work = signUp(post.db, { ...signUpOf(to), password: 'password123', ...asked() });
      await expect(work).rejects.toMatchObject({ code: 'password_breached' });
    }
  });

  it('is refused after five tries with an address and thirty from a machine, for an hour', async () => {
    const email = freshEmail();
    const weak = (to: string, more: object) =>
      signUp(post.db, { ...signUpOf(to), password: 'short', ...asked(), ...more });
    const first = await outcomesOf(Array.from({ length: 6 }, () => weak(email, {})));
    expect(first.filter((code) => code === 'password_length')).toHaveLength(5);
    const addresses = neighboursOf(freshAddress(), 32);
    const many = await outcomesOf(addresses.map((address) => weak(freshEmail(), { address })));
    expect(many.filter((code) => code === 'too_many_attempts')).toHaveLength(2);
    await expect(weak(email, {})).rejects.toMatchObject({
      code: 'too_many_attempts',
      params: { minutes: 60 },
    });
    await expect(weak(email, { now: later(HOUR_MS + 1) })).rejects.toMatchObject({ code: 'password_length' });
  });

  it('is closed while the operator says so', async () => {
    const change = { key: 'sign_up_open', actor: 'test', origin: 'test', now: new Date() } as const;
    await changeSetting(world.db, { ...change, value: false });
    const email = freshEmail();
    await expect(signUp(post.db, { ...signUpOf(email), ...asked() })).rejects.toMatchObject({
      code: 'sign_up_closed',
    });
    expect(await personOf(email)).toBeNull();
    await changeSetting(world.db, { ...change, value: true });
    await signUp(post.db, { ...signUpOf(email), ...asked() });
    expect(await personOf(email)).not.toBeNull();
  });

  it('keeps the password in no table and no file', async () => {
    await makeAccount(post);
    const { rows } = await world.owner.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname IN ('public', 'vault', 'pgboss')`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows) {
      const found = await world.owner.query(`SELECT FROM ${name} AS t WHERE t::text LIKE $1`, [
        `%${PASSWORD}%`,
      ]);
      expect(found.rowCount, name).toBe(0);
    }
  });
});

describe('the link that proves an address', () => {
  async function newcomer() {
    const email = freshEmail();
    await signUp(post.db, { ...signUpOf(email), ...asked() });
    return { email, token: await post.tokenTo(email) };
  }

  it('proves it once', async () => {
    const { email, token } = await newcomer();
    const id = await confirmEmail(post.db, { token, ...asked() });
    expect(await personOf(email)).toMatchObject({ id, emailConfirmedAt: expect.any(Date) });
    await expect(confirmEmail(post.db, { token, ...asked() })).rejects.toMatchObject({
      code: 'link_used_up',
    });
  });

  it('used five times at once works once', async () => {
    const { token } = await newcomer();
    const outcomes = await outcomesOf(
      Array.from({ length: 5 }, () => confirmEmail(post.db, { token, ...asked() })),
    );
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
  });

  it('does not work after a day, nor if it was never sent', async () => {
    const { email, token } = await newcomer();
    for (const input of [
      { token, now: later(DAY_MS + 1) },
      { token: `${token.slice(0, -1)}_`, now: new Date() },
      { token: '', now: new Date() },
    ]) {
      await expect(confirmEmail(post.db, { ...input, origin: 'web:test' })).rejects.toMatchObject({
        code: 'link_used_up',
      });
    }
    expect((await personOf(email))?.emailConfirmedAt).toBeNull();
  });

  it('is stored as a hash alone', async () => {
    const { email, token } = await newcomer();
    const person = await personOf(email);
    const [row] = await world.db.prisma.emailToken.findMany({ where: { personId: person?.id ?? '' } });
    expect(row?.hash).toHaveLength(32);
    expect(Buffer.from(row?.hash ?? []).toString('base64url')).not.toBe(token);
  });

  it('may be asked for again, and then all work until one is used', async () => {
    const { email, token } = await newcomer();
    await requestLink(post.db, { email, purpose: 'confirm_email', ...asked() });
    const second = await post.tokenTo(email);
    expect(second).not.toBe(token);
    await confirmEmail(post.db, { token, ...asked() });
    await expect(confirmEmail(post.db, { token: second, ...asked() })).rejects.toMatchObject({
      code: 'link_used_up',
    });
  });

  it('does not open what another purpose opens', async () => {
    const { email, token } = await newcomer();
    await requestLink(post.db, { email, purpose: 'reset_password', ...asked() });
    const reset = await post.tokenTo(email);
    await expect(confirmEmail(post.db, { token: reset, ...asked() })).rejects.toMatchObject({
      code: 'link_used_up',
    });
    await confirmEmail(post.db, { token, ...asked() });
  });

  it('is answered by mail alone where there is nothing to prove', async () => {
    const known = await makeAccount(post);
    const unknown = freshEmail();
    const closed = await makeAccount(post);
    await world.db.prisma.person.update({ where: { id: closed.id }, data: { disabledAt: new Date() } });
    for (const { email, purpose, subject } of [
      { email: known.email, purpose: 'confirm_email', subject: 'You already have an account' },
      { email: unknown, purpose: 'confirm_email', subject: 'There is no account with this address' },
      { email: unknown, purpose: 'reset_password', subject: 'There is no account with this address' },
      { email: closed.email, purpose: 'reset_password', subject: 'There is no account with this address' },
    ] as const) {
      await requestLink(post.db, { email, purpose, ...asked() });
      expect((await post.lastTo(email))?.subject, purpose).toBe(subject);
    }
  });

  it('is refused after five in an hour', async () => {
    const email = freshEmail();
    const outcomes = await outcomesOf(
      Array.from({ length: 8 }, () => requestLink(post.db, { email, purpose: 'reset_password', ...asked() })),
    );
    expect(outcomes.filter((code) => code === 'too_many_attempts')).toHaveLength(3);
    expect(await world.db.prisma.mail.count({ where: { recipient: email } })).toBe(5);
  });

  it('is refused after thirty in an hour from one /64', async () => {
    const outcomes = await outcomesOf(
      neighboursOf(freshAddress(), 33).map((address) =>
        requestLink(post.db, { email: freshEmail(), purpose: 'reset_password', ...asked(), address }),
      ),
    );
    expect(outcomes.filter((code) => code === 'too_many_attempts')).toHaveLength(3);
  });
});
