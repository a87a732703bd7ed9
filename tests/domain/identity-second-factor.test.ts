import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginSecondFactor } from '#app/domain/identity/begin-second-factor.server.ts';
import { confirmSecondFactor } from '#app/domain/identity/confirm-second-factor.server.ts';
import { giveSecondFactor } from '#app/domain/identity/give-second-factor.server.ts';
import { readSecondFactor } from '#app/domain/identity/read-second-factor.server.ts';
import { removeSecondFactor } from '#app/domain/identity/remove-second-factor.server.ts';
import { renewRecoveryCodes } from '#app/domain/identity/renew-recovery-codes.server.ts';
import { MINUTE_MS } from '#app/kernel/time.ts';
import {
  type Account,
  codeAt,
  DEVICE,
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

/** Somebody with an authenticator, the session it was set up in, and one that still lacks a code. */
async function guarded() {
  const account = await makeAccount(post);
  const set = await setUpAuthenticator(post.db, await logInAs(post.db, account));
  return { account, ...set, lacking: await logInAs(post.db, account) };
}

type Given = { code?: string; recoveryCode?: string; now?: Date };

async function give(token: string, given: Given): Promise<string> {
  const visitor = await visitorOf(post.db, token);
  const [personId, sessionId] = [visitor?.person.id ?? '', visitor?.sessionId ?? ''];
  const both = { code: '', recoveryCode: '', now: new Date(), ...given };
  return giveSecondFactor(post.db, { personId, sessionId, ...DEVICE(), ...both });
}

async function remove(token: string, given: Given & { password?: string }): Promise<string> {
  const visitor = await visitorOf(post.db, token);
  const [personId, sessionId] = [visitor?.person.id ?? '', visitor?.sessionId ?? ''];
  const who = { personId, sessionId, actor: personId, origin: 'web:test', ...DEVICE() };
  const both = { code: '', recoveryCode: '', password: PASSWORD, now: new Date(), ...given };
  return removeSecondFactor(post.db, { ...who, ...both });
}

const stateOf = ({ id }: Account) => readSecondFactor(post.db, { personId: id });

describe('an authenticator', () => {
  it('is in force after its first code, and only then', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    expect(await stateOf(account)).toEqual({ is: 'off' });
    await beginSecondFactor(post.db, { personId: account.id });
    expect(await stateOf(account)).toMatchObject({
      is: 'pending',
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    });
    expect(await visitorOf(post.db, token)).toMatchObject({
      isComplete: true,
      person: { hasSecondFactor: false },
    });
    const { token: next, recoveryCodes } = await setUpAuthenticator(post.db, token);
    expect(await stateOf(account)).toMatchObject({ is: 'on', recoveryCodesLeft: 10 });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await visitorOf(post.db, token)).toBeNull();
    expect(await visitorOf(post.db, next)).toMatchObject({
      isComplete: true,
      person: { hasSecondFactor: true },
    });
    expect((await post.lastTo(account.email))?.subject).toBe('Two-factor log-in is on');
    await expect(beginSecondFactor(post.db, { personId: account.id })).rejects.toMatchObject({
      code: 'second_factor_is_on',
    });
  });

  it('is asked for in every other session from then on', async () => {
    const account = await makeAccount(post);
    const [here, elsewhere] = [await logInAs(post.db, account), await logInAs(post.db, account)];
    await setUpAuthenticator(post.db, here);
    expect(await visitorOf(post.db, elsewhere)).toMatchObject({ isComplete: false });
  });

  it('is set up once by two first codes at once', async () => {
    const account = await makeAccount(post);
    const tokens = [await logInAs(post.db, account), await logInAs(post.db, account)];
    await beginSecondFactor(post.db, { personId: account.id });
    const state = await stateOf(account);
    const code = codeAt(state.is === 'pending' ? state.secret : '');
    const outcomes = await outcomesOf(
      tokens.map(async (token) => {
        const sessionId = (await visitorOf(post.db, token))?.sessionId ?? '';
        const who = { personId: account.id, sessionId, actor: account.id, origin: 'web:test', ...DEVICE() };
        return confirmSecondFactor(post.db, { ...who, code, now: new Date() });
      }),
    );
    expect(outcomes).toEqual([null, 'second_factor_is_on'].sort());
  });

  it('keeps its secret and the recovery codes from who has a copy of the database', async () => {
    const { account, secret, recoveryCodes } = await guarded();
    const { rows } = await world.owner.query('SELECT p::text AS whole FROM person p WHERE id = $1', [
      account.id,
    ]);
    for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      for (const form of [hidden, Buffer.from(hidden).toString('hex')])
        expect(rows[0].whole).not.toContain(form);
  });
});

describe('a code', () => {
  it('completes a log-in, in a new session', async () => {
    const { account, secret, lacking } = await guarded();
    expect(await visitorOf(post.db, lacking)).toMatchObject({ isComplete: false });
    const token = await give(lacking, { code: codeAt(secret) });
    expect(await visitorOf(post.db, lacking)).toBeNull();
    expect(await visitorOf(post.db, token)).toMatchObject({ isComplete: true, person: { id: account.id } });
  });

  it('given five times at once is taken once', async () => {
    const { account, secret } = await guarded();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => logInAs(post.db, account)));
    const outcomes = await outcomesOf(tokens.map((token) => give(token, { code: codeAt(secret) })));
    expect(outcomes).toEqual(['code_wrong', 'code_wrong', 'code_wrong', 'code_wrong', null].sort());
  });

  it('is not taken twice, nor is one of an earlier step after a later one', async () => {
    const { account, secret, lacking } = await guarded();
    const now = Date.now();
    await give(lacking, { code: codeAt(secret, now) });
    for (const ms of [now, now - 30_000]) {
      const again = await logInAs(post.db, account);
      await expect(give(again, { code: codeAt(secret, ms) })).rejects.toMatchObject({ code: 'code_wrong' });
    }
    const later = new Date(now + 30_000);
    expect(
      await give(await logInAs(post.db, account), { code: codeAt(secret, now + 30_000), now: later }),
    ).toMatch(/./);
  });

  it('is refused after ten wrong ones, and right again after a quarter of an hour', async () => {
    const { secret, lacking } = await guarded();
    const outcomes = await outcomesOf(Array.from({ length: 12 }, () => give(lacking, { code: 'abcdef' })));
    expect(outcomes.filter((code) => code === 'code_wrong')).toHaveLength(10);
    await expect(give(lacking, { code: codeAt(secret) })).rejects.toMatchObject({
      code: 'too_many_attempts',
    });
    const now = new Date(Date.now() + 15 * MINUTE_MS + 1);
    expect(await give(lacking, { code: codeAt(secret, now.getTime()), now })).toMatch(/./);
  });
});

describe('a recovery code', () => {
  it('stands in for the authenticator once, and a mail tells of it', async () => {
    const { account, lacking, recoveryCodes } = await guarded();
    const [recoveryCode = ''] = recoveryCodes;
    const token = await give(lacking, {
      recoveryCode: ` ${recoveryCode.toUpperCase().replaceAll('-', ' ')} `,
    });
    expect(await visitorOf(post.db, token)).toMatchObject({ isComplete: true });
    expect(await stateOf(account)).toMatchObject({ recoveryCodesLeft: 9 });
    expect((await post.lastTo(account.email))?.text).toContain('Codes left: 9.');
    const again = await logInAs(post.db, account);
    await expect(give(again, { recoveryCode })).rejects.toMatchObject({ code: 'recovery_code_wrong' });
  });

  it('given five times at once is taken once', async () => {
    const { account, recoveryCodes } = await guarded();
    const [recoveryCode = ''] = recoveryCodes;
    const tokens = await Promise.all(Array.from({ length: 5 }, () => logInAs(post.db, account)));
    const outcomes = await outcomesOf(tokens.map((token) => give(token, { recoveryCode })));
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    expect(await stateOf(account)).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('of somebody else is none', async () => {
    const [one, other] = [await guarded(), await guarded()];
    const work = give(one.lacking, { recoveryCode: other.recoveryCodes[0] ?? '' });
    await expect(work).rejects.toMatchObject({ code: 'recovery_code_wrong' });
  });

  it('is replaced with all others by who holds one', async () => {
    const { account, lacking, recoveryCodes } = await guarded();
    const [used = '', old = ''] = recoveryCodes;
    const fresh = await renewRecoveryCodes(post.db, {
      personId: account.id,
      code: '',
      recoveryCode: used,
      actor: account.id,
      origin: 'web:test',
      now: new Date(),
    });
    expect(await stateOf(account)).toMatchObject({ recoveryCodesLeft: 10 });
    await expect(give(lacking, { recoveryCode: old })).rejects.toMatchObject({ code: 'recovery_code_wrong' });
    expect(await give(lacking, { recoveryCode: fresh[0] ?? '' })).toMatch(/./);
  });
});

describe('switching the second factor off', () => {
  it('takes the password and a code, and the password alone opens the account then', async () => {
    const { account, token, secret } = await guarded();
    const code = codeAt(secret);
    await expect(remove(token, { code, password: 'wrong' })).rejects.toMatchObject({
      code: 'password_wrong',
    });
    await expect(remove(token, { code: 'abcdef' })).rejects.toMatchObject({ code: 'code_wrong' });
    const next = await remove(token, { code });
    expect(await visitorOf(post.db, token)).toBeNull();
    expect(await visitorOf(post.db, next)).toMatchObject({
      isComplete: true,
      person: { hasSecondFactor: false },
    });
    expect(await stateOf(account)).toEqual({ is: 'off' });
    expect(await visitorOf(post.db, await logInAs(post.db, account))).toMatchObject({ isComplete: true });
  });

  it.each(['moderator', 'admin'])('is not for a %s', async (platformRole) => {
    const { account, token, secret } = await guarded();
    await world.db.prisma.person.update({ where: { id: account.id }, data: { platformRole } });
    const work = remove(token, { code: codeAt(secret) });
    await expect(work).rejects.toMatchObject({ code: 'second_factor_required' });
    expect(await stateOf(account)).toMatchObject({ is: 'on' });
  });
});

describe('the audit', () => {
  it('knows of each of these, and no secret', async () => {
    const { account, token, secret, recoveryCodes } = await guarded();
    await remove(token, { code: codeAt(secret) });
    const rows = await world.db.prisma.auditEntry.findMany({ where: { subjectId: account.id } });
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['person.second_factor_on', 'person.second_factor_off']),
    );
    const written = JSON.stringify(rows, (_key, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    for (const hidden of [secret, PASSWORD, ...recoveryCodes]) expect(written).not.toContain(hidden);
  });
});
