import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEndpoints } from '#app/domain/delivery/read-endpoints.server.ts';
import { authenticateApiKey } from '#app/domain/identity/authenticate-api-key.server.ts';
import { readApiKeys } from '#app/domain/identity/read-api-keys.server.ts';
import { readOwnOrganisation } from '#app/domain/identity/read-own-organisation.server.ts';
import type { MemberRole } from '#app/domain/identity/visitor.ts';
import * as emailPage from '#app/routes/account/email.tsx';
import * as endpointsPage from '#app/routes/account/endpoints.tsx';
import * as keysPage from '#app/routes/account/keys.tsx';
import * as newOrganisationPage from '#app/routes/account/new-organisation.tsx';
import * as organisationPage from '#app/routes/account/organisation.tsx';
import * as organisationsPage from '#app/routes/account/organisations.tsx';
import * as profilePage from '#app/routes/account/profile.tsx';
import * as secondFactorPage from '#app/routes/account/second-factor.tsx';
import * as securityPage from '#app/routes/account/security.tsx';
import * as changePage from '#app/routes/auth/change-email.tsx';
import * as stopPage from '#app/routes/auth/stop-email-change.tsx';
import * as workLayout from '#app/routes/work-layout.tsx';
import { codeAt, logInAs, makeAccount, PASSWORD, visitorOf } from '../factories/accounts.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageAnswer, type PageModule } from '../setup/pages.ts';
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

type Form = Record<string, string | string[]>;

const ask = (page: object, token: string, form?: Form, path = '/account'): Promise<PageAnswer> =>
  askPage(world, page as PageModule, { token, path, ...(form ? { form } : {}) });

/** An organisation and somebody in it with a session. */
async function member(side: 'seller' | 'buyer' | 'both' = 'both', role: MemberRole = 'owner') {
  const organisationId = await makeOrganisation(world.db, side);
  return { organisationId, ...(await makePerson(world.db, { organisationId, role })) };
}

const keysOf = (organisationId: string) => readApiKeys(world.db, { organisationId });

describe('another e-mail address', () => {
  const form = (email: string, password = PASSWORD) => ({ email, password, code: '', recovery_code: '' });

  it('is asked for, confirmed in the same browser, which stays logged in, and stopped from the old one', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    const email = `new-${account.email}`;
    expect((await ask(emailPage, token, form(email, 'wrong'))).data).toMatchObject({
      errors: { password: expect.any(String) },
    });
    expect((await ask(emailPage, token, form('nonsense'))).data).toMatchObject({
      errors: { email: expect.any(String) },
    });
    expect((await ask(emailPage, token, form(email))).location).toBe('/account/email?done=sent');
    expect((await ask(emailPage, token)).data).toMatchObject({ waiting: { email } });
    const link = { token: await post.tokenTo(email) };
    const stopLink = { token: await post.tokenTo(account.email) };
    expect((await ask(changePage, token)).data).toEqual({ token: '' });
    expect((await ask(changePage, token, link)).location).toBe('/account/email?done=changed');
    expect((await visitorOf(world.db, token))?.person.email).toBe(email);
    expect((await ask(changePage, token, link)).data).toMatchObject({ refusal: expect.any(String) });
    const stopped = await askPage(world, stopPage, {
      token: null,
      path: '/stop-email-change',
      form: stopLink,
    });
    expect(stopped.data).toEqual({ failed: null });
    expect(await visitorOf(world.db, token)).toBeNull();
    expect(await world.db.prisma.person.findUnique({ where: { id: account.id } })).toMatchObject({
      email: account.email,
    });
  });

  it('is not asked for any more once its person keeps the old one', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    await ask(emailPage, token, form(`kept-${account.email}`));
    expect((await ask(emailPage, token, { act: 'drop' })).location).toBe('/account/email?done=dropped');
    expect((await ask(emailPage, token)).data).toMatchObject({ waiting: null });
  });
});

describe('the profile', () => {
  it('takes a new name, and none that is an advertisement', async () => {
    const { token } = await member();
    expect((await ask(profilePage, token, { name: ' Olena K. ' })).location).toBe('/account?done=saved');
    expect((await visitorOf(world.db, token))?.person.name).toBe('Olena K.');
    const { data } = await ask(profilePage, token, { name: 'Buy at www.shop.example' });
    expect(data).toMatchObject({
      errors: { name: expect.any(String) },
      typed: { name: ['Buy at www.shop.example'] },
    });
  });
});

describe('the page of security', () => {
  it('changes the password, and says which of the two was wrong', async () => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    const form = { act: 'password', old_password: 'wrong', new_password: 'nine slow tractors' };
    expect((await ask(securityPage, token, form)).data).toMatchObject({
      errors: { old_password: expect.any(String) },
    });
    const weak = { ...form, old_password: PASSWORD, new_password: 'short' };
    const { data } = await ask(securityPage, token, weak);
    expect(data).toMatchObject({ errors: { new_password: expect.any(String) } });
    expect(JSON.stringify(data)).not.toContain(PASSWORD);
    const done = await ask(securityPage, token, { ...form, old_password: PASSWORD });
    expect(done.location).toBe('/account/security?done=password');
    expect(await visitorOf(world.db, token)).toBeNull();
  });

  it('lists sessions with this one first, and ends others but none of other people', async () => {
    const account = await makeAccount(post);
    const [here, there] = [await logInAs(post.db, account), await logInAs(post.db, account)];
    const { data } = await ask(securityPage, here);
    const { sessions } = data as { sessions: { id: string; isHere: boolean }[] };
    expect(sessions.map(({ isHere }) => isHere)).toEqual([true, false]);
    const stranger = await member();
    const theirs = { act: 'end', session: sessions[1]?.id ?? '' };
    expect((await ask(securityPage, stranger.token, theirs)).data).toMatchObject({
      refusal: expect.any(String),
    });
    expect(await visitorOf(world.db, there)).not.toBeNull();
    expect((await ask(securityPage, here, theirs)).location).toBe('/account/security?done=ended');
    expect(await visitorOf(world.db, there)).toBeNull();
    expect((await ask(securityPage, here, { act: 'others' })).location).toBe('/account/security?done=others');
    expect(await visitorOf(world.db, here)).not.toBeNull();
  });
});

describe('the page of the second factor', () => {
  it('shows the secret until its first code, then the recovery codes once', async () => {
    const { token } = await member();
    expect((await ask(secondFactorPage, token)).data).toMatchObject({ state: { is: 'off' } });
    expect((await ask(secondFactorPage, token, { act: 'begin' })).location).toBe('/account/second-factor');
    const { data } = await ask(secondFactorPage, token);
    const { state } = data as { state: { secret: string; picture: string } };
    expect(state.picture).toMatch(/^data:image\/svg\+xml;base64,/);
    const wrong = await ask(secondFactorPage, token, { act: 'confirm', code: 'abcdef' });
    expect(wrong.data).toMatchObject({ failed: { errors: { code: expect.any(String) } }, codes: null });
    const right = await ask(secondFactorPage, token, { act: 'confirm', code: codeAt(state.secret) });
    expect(right.data).toMatchObject({ failed: null, codes: expect.any(Array) });
  });
});

describe('the organisations', () => {
  it('are added and switched between, and another’s is not switched to', async () => {
    const { token, organisationId } = await member('seller');
    const form = {
      organisation: 'Second',
      country: 'KZ',
      timezone: 'Asia/Almaty',
      trade: 'buys',
      landing_url: '',
    };
    const { data } = await ask(newOrganisationPage, token, { ...form, country: 'XX' });
    expect(data).toMatchObject({
      errors: { country: expect.any(String) },
      typed: { organisation: ['Second'] },
    });
    expect((await ask(newOrganisationPage, token, form)).location).toBe('/account/organisation?done=created');
    expect(await visitorOf(world.db, token)).toMatchObject({
      organisation: { name: 'Second', sells: false },
    });
    expect((await ask(organisationsPage, token, { organisation: organisationId })).location).toBe('/sell');
    const foreign = await makeOrganisation(world.db, 'buyer');
    for (const organisation of [foreign, 'org_unknown', ''])
      expect((await ask(organisationsPage, token, { organisation })).location).toBe(
        '/account/organisations?done=unknown',
      );
    expect((await visitorOf(world.db, token))?.organisation?.id).toBe(organisationId);
  });

  it('that are blocked say why on every page', async () => {
    const { token, organisationId } = await member();
    await world.db.prisma.organisation.update({
      where: { id: organisationId },
      data: { blockedAt: new Date(), blockReason: 'Bought lists' },
    });
    expect((await ask(workLayout, token)).data).toMatchObject({
      organisation: { blocked: true, blockReason: 'Bought lists' },
    });
  });
});

describe('the page of an organisation', () => {
  const details = { act: 'save', organisation: 'Renamed', timezone: 'UTC', landing_url: '' };

  it('saves what managers may change', async () => {
    const { token, organisationId } = await member('seller', 'manager');
    const wrong = await ask(organisationPage, token, { ...details, landing_url: 'javascript:alert(1)' });
    expect(wrong.data).toMatchObject({ failed: { errors: { landing_url: expect.any(String) } } });
    expect((await ask(organisationPage, token, details)).location).toBe('/account/organisation?done=saved');
    expect((await readOwnOrganisation(world.db, { organisationId, now: new Date() })).name).toBe('Renamed');
  });

  it.each<[MemberRole, Form, number]>([
    ['agent', details, 403],
    ['agent', { act: 'role', person: 'p', role: 'owner' }, 403],
    ['manager', { act: 'role', person: 'p', role: 'owner' }, 403],
    ['manager', { act: 'remove', person: 'p', confirmed: 'yes' }, 403],
    ['manager', { act: 'invite', email: 'a@people.test', role: 'owner' }, 403],
    ['manager', { act: 'resend', invitation: 'inv' }, 403],
    ['agent', { act: 'revoke', invitation: 'inv' }, 403],
  ])('answers %s who sends %j with %s', async (role, form, status) => {
    const { token } = await member('both', role);
    expect((await ask(organisationPage, token, form)).status).toBe(status);
  });

  it('shows invitations to owners alone', async () => {
    const { token, organisationId } = await member();
    const form = { act: 'invite', email: 'Petro@People.test', role: 'manager' };
    expect((await ask(organisationPage, token, form)).location).toBe('/account/organisation?done=invited');
    const again = await ask(organisationPage, token, form);
    expect(again.data).toMatchObject({ failed: { errors: { email: expect.any(String) } } });
    const seenBy = async (who: string) =>
      ((await ask(organisationPage, who)).data as { organisation: { invitations: { email: string }[] } })
        .organisation.invitations;
    expect(await seenBy(token)).toMatchObject([{ email: 'petro@people.test', role: 'manager' }]);
    const manager = await makePerson(world.db, { organisationId, role: 'manager' });
    expect(await seenBy(manager.token)).toEqual([]);
  });

  it('asks with the name before it removes somebody, and changes roles at once', async () => {
    const { token, organisationId } = await member();
    const colleague = await makePerson(world.db, { organisationId, role: 'agent' });
    const role = await ask(organisationPage, token, { act: 'role', person: colleague.id, role: 'manager' });
    expect(role.location).toBe('/account/organisation?done=role');
    const { data } = await ask(organisationPage, token, { act: 'remove', person: colleague.id });
    const { ask: question } = data as { ask: { fields: Form; figures: { value: string }[] } };
    expect(question.figures.map(({ value }) => value)).toEqual([colleague.email, 'Manager']);
    const done = await ask(organisationPage, token, { ...question.fields, confirmed: 'yes' });
    expect(done.location).toBe('/account/organisation?done=removed');
    const again = await ask(organisationPage, token, { ...question.fields, confirmed: 'yes' });
    expect(again.data).toMatchObject({ failed: { refusal: expect.any(String) } });
  });
});

describe('the page of keys', () => {
  const form = { act: 'make', name: 'Site', scopes: ['leads:write', 'orders:write'] };

  it('makes a key with what is of use to the side that trades, and shows it once', async () => {
    const { token, organisationId } = await member('seller');
    expect(
      (await ask(keysPage, token, { act: 'make', name: '', scopes: 'orders:write' })).data,
    ).toMatchObject({
      failed: { errors: { name: expect.any(String), scopes: expect.any(String) } },
    });
    const { data } = await ask(keysPage, token, form);
    const { made } = data as { made: { text: string } };
    const principal = await authenticateApiKey(world.db.pool, made.text);
    expect(principal).toMatchObject({ organisationId, scopes: new Set(['leads:write']) });
    const later = JSON.stringify((await ask(keysPage, token)).data);
    expect(later).not.toContain(made.text);
    expect(later).toContain(made.text.slice(-4));
    const row = await world.db.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'key.created', organisationId },
    });
    expect(JSON.stringify(row.details)).not.toContain(made.text);
  });

  it('asks before it revokes one, and revokes none of another’s', async () => {
    const [owner, stranger] = [await member(), await member()];
    const { data } = await ask(keysPage, owner.token, form);
    const { made } = data as { made: { text: string } };
    const [key] = await keysOf(owner.organisationId);
    const revoke = { act: 'revoke', key: key?.id ?? '' };
    const foreign = await ask(keysPage, stranger.token, { ...revoke, confirmed: 'yes' });
    expect(foreign.data).toMatchObject({ failed: { refusal: 'There is no such key.' } });
    const question = await ask(keysPage, owner.token, revoke);
    expect(question.data).toMatchObject({
      ask: { figures: [{ value: 'Site' }, { value: made.text.slice(-4) }] },
    });
    expect(await authenticateApiKey(world.db.pool, made.text)).not.toBeNull();
    const done = await ask(keysPage, owner.token, { ...revoke, confirmed: 'yes' });
    expect(done.location).toBe('/account/keys?done=revoked');
    expect(await authenticateApiKey(world.db.pool, made.text)).toBeNull();
  });
});

describe('the page of webhooks', () => {
  const form = { act: 'add', url: 'https://example.com/hook', events: ['lead.sold'] };
  const endpointsOf = (organisationId: string) =>
    readEndpoints(world.db, { organisationId, limit: 10, before: null });

  it('adds one, shows its secret once, switches and deletes it', async () => {
    const { token, organisationId } = await member();
    expect((await ask(endpointsPage, token, { act: 'add', url: '' })).data).toMatchObject({
      failed: { errors: { url: expect.any(String), events: expect.any(String) } },
    });
    const { data } = await ask(endpointsPage, token, form);
    const { made } = data as { made: { secret: string } };
    expect(made.secret).toMatch(/^whsec_/);
    expect(JSON.stringify((await ask(endpointsPage, token)).data)).not.toContain(made.secret);
    const [endpoint] = await endpointsOf(organisationId);
    const id = endpoint?.id ?? '';
    for (const [act, done] of [
      ['disabled', 'disabled'],
      ['active', 'enabled'],
    ] as const) {
      const answer = await ask(endpointsPage, token, { act, endpoint: id });
      expect(answer.location).toBe(`/account/endpoints?done=${done}`);
      expect((await endpointsOf(organisationId))[0]?.status).toBe(act);
    }
    const question = await ask(endpointsPage, token, { act: 'delete', endpoint: id });
    expect(question.data).toMatchObject({ ask: { figures: [{ value: 'https://example.com/hook' }, {}] } });
    const answer = await ask(endpointsPage, token, { act: 'delete', endpoint: id, confirmed: 'yes' });
    expect(answer.location).toBe('/account/endpoints?done=deleted');
    expect(await endpointsOf(organisationId)).toEqual([]);
  });

  it('touches and shows none of another’s', async () => {
    const [owner, stranger] = [await member(), await member()];
    await ask(endpointsPage, owner.token, form);
    const id = (await endpointsOf(owner.organisationId))[0]?.id ?? '';
    for (const act of ['disabled', 'delete']) {
      const answer = await ask(endpointsPage, stranger.token, { act, endpoint: id, confirmed: 'yes' });
      expect(answer.data).toMatchObject({ failed: { refusal: expect.any(String) } });
    }
    expect((await endpointsOf(owner.organisationId))[0]?.status).toBe('active');
    for (const endpoint of [id, 'endp_unknown']) {
      const path = `/account/endpoints?endpoint=${endpoint}`;
      expect((await ask(endpointsPage, stranger.token, undefined, path)).status).toBe(404);
    }
    const own = await ask(endpointsPage, owner.token, undefined, `/account/endpoints?endpoint=${id}`);
    expect(own.data).toMatchObject({ log: { deliveries: [] } });
  });
});
