import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestLink } from '#app/domain/identity/request-link.server.ts';
import { signUp } from '#app/domain/identity/sign-up.server.ts';
import { totpCodeOf } from '#app/domain/identity/totp.ts';
import * as confirmPage from '#app/routes/auth/confirm-email.tsx';
import * as forgotPage from '#app/routes/auth/forgot-password.tsx';
import * as invitationPage from '#app/routes/auth/invitation.tsx';
import * as logInPage from '#app/routes/auth/log-in.tsx';
import * as codePage from '#app/routes/auth/log-in-code.tsx';
import * as logOutPage from '#app/routes/auth/log-out.tsx';
import * as resetPage from '#app/routes/auth/reset-password.tsx';
import * as signUpPage from '#app/routes/auth/sign-up.tsx';
import * as authenticatorPage from '#app/routes/sandbox/authenticator.tsx';
import * as mailPage from '#app/routes/sandbox/mail.tsx';
import * as mailsPage from '#app/routes/sandbox/mails.tsx';
import * as workLayout from '#app/routes/work-layout.tsx';
import {
  type Account,
  codeAt,
  freshAddress,
  freshEmail,
  logInAs,
  makeAccount,
  PASSWORD,
  setUpAuthenticator,
  signUpOf,
  visitorOf,
} from '../factories/accounts.ts';
import { pageContext } from '../setup/pages.ts';
import { openPostOffice, type PostOffice } from '../setup/post-office.ts';
import { openWorld, type World } from '../setup/world.ts';

const ORIGIN = 'http://localhost:3000';

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

type Page = {
  loader?: (args: never) => unknown;
  action?: (args: never) => unknown;
};
type Asked = {
  token?: string | null;
  path?: string;
  form?: Record<string, string>;
  params?: Record<string, string>;
  context?: object;
};
type Answer = { status: number; location: string | null; cookie: string | null; data: unknown };

/** Asks for a page, or sends it a form, from a machine of its own. */
async function ask(
  page: Page,
  { token = null, path = '/', form, params = {}, context }: Asked,
): Promise<Answer> {
  const request = new Request(`${ORIGIN}${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { 'user-agent': 'test', ...(token ? { cookie: `birja_session=${token}` } : {}) },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const given = { ...pageContext({ ...world, db: post.db }, token), address: freshAddress(), ...context };
  const args = { request, params, context: given } as never;
  const result = await Promise.resolve()
    .then(() => (form ? page.action?.(args) : page.loader?.(args)))
    .catch((thrown: unknown) => {
      if (thrown instanceof Response) return thrown;
      throw thrown;
    });
  if (!(result instanceof Response)) return { status: 200, location: null, cookie: null, data: result };
  const { status, headers } = result;
  return { status, location: headers.get('location'), cookie: headers.get('set-cookie'), data: null };
}

/** What the browser would hold after an answer. */
const held = ({ cookie }: Answer) => /^birja_session=([^;]*)/.exec(cookie ?? '')?.[1] ?? null;

const signUpForm = (email: string, more: Record<string, string> = {}) => ({
  name: 'Olena Koval',
  email,
  password: PASSWORD,
  organisation: 'Koval & Co',
  country: 'UA',
  timezone: 'Europe/Kyiv',
  trade: 'both',
  landing_url: '',
  ...more,
});

const logInForm = ({ email }: { email: string }, more: Record<string, string> = {}) => ({
  email,
  password: PASSWORD,
  ...more,
});

describe('whether an address has an account', () => {
  const known = () => makeAccount(post);
  const unknown = async () => ({ email: freshEmail() });

  it.each<[string, Page, (email: string) => Record<string, string>]>([
    ['signing up', signUpPage, (email) => signUpForm(email)],
    ['signing up with a weak password', signUpPage, (email) => signUpForm(email, { password: 'short' })],
    ['signing up with half a form', signUpPage, (email) => signUpForm(email, { country: '' })],
    ['logging in with a wrong password', logInPage, (email) => ({ email, password: 'wrong password' })],
    ['forgetting the password', forgotPage, (email) => ({ email })],
    ['asking for the link again', confirmPage, (email) => ({ email })],
  ])('is not told by %s', async (_what, page, formOf) => {
    const answers = await Promise.all(
      [await known(), await unknown()].map(async ({ email }) => {
        const answer = await ask(page, { form: formOf(email) });
        return JSON.parse(JSON.stringify(answer).replaceAll(email, 'the address'));
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0].location ?? answers[0].data).toBeTruthy();
  });

  it('is not told by how often one may try', async () => {
    const answers: unknown[] = [];
    for (const { email } of [await known(), await unknown()]) {
      const context = { address: freshAddress() };
      for (let at = 0; at < 10; at += 1)
        await ask(logInPage, { form: { email, password: 'wrong' }, context });
      const { data } = await ask(logInPage, { form: { email, password: PASSWORD }, context });
      answers.push(JSON.parse(JSON.stringify(data).replaceAll(email, 'the address')));
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ refusal: 'That was tried too often. Try again in 15 minutes.' });
  });
});

describe('the way in', () => {
  it('leads from signing up over the mail to the log-in and home', async () => {
    const email = freshEmail();
    expect(await ask(signUpPage, { form: signUpForm(email) })).toMatchObject({
      status: 302,
      location: '/confirm-email',
    });
    const first = await ask(logInPage, { form: logInForm({ email }) });
    expect(first).toMatchObject({ status: 302, location: '/confirm-email' });
    const token = await post.tokenTo(email);
    await ask(confirmPage, { path: `/confirm-email?token=${token}` });
    await ask(confirmPage, { path: `/confirm-email?token=${token}` });
    const confirmed = await ask(confirmPage, { form: { token }, token: held(first) });
    expect(confirmed).toMatchObject({ status: 302, location: '/buy' });
    expect(await ask(workLayout, { token: held(first), path: '/buy' })).toMatchObject({ status: 200 });
  });

  it('leads who confirms without being logged in to the log-in', async () => {
    const email = freshEmail();
    const asked = { address: freshAddress(), origin: 'web:test', now: new Date() };
    await signUp(post.db, { ...signUpOf(email), ...asked });
    const token = await post.tokenTo(email);
    const done = await ask(confirmPage, { form: { token } });
    expect(done).toMatchObject({ location: '/log-in?done=confirmed', cookie: null });
    expect((await ask(confirmPage, { form: { token } })).data).toMatchObject({
      refusal: expect.stringContaining('This link was used before'),
    });
  });

  it('keeps what was typed and never sends a password back', async () => {
    const { data } = await ask(signUpPage, { form: signUpForm('not an address', { trade: '' }) });
    expect(data).toMatchObject({
      typed: { name: ['Olena Koval'], email: ['not an address'], organisation: ['Koval & Co'] },
      errors: { email: expect.any(String), trade: expect.any(String) },
    });
    expect(JSON.stringify(data)).not.toContain(PASSWORD);
  });

  it('hands the session out in a cookie that scripts do not see, over https where there is https', async () => {
    const account = await makeAccount(post);
    const { cookie } = await ask(logInPage, { form: logInForm(account) });
    expect(cookie).toMatch(/^birja_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    const secure = await ask(logInPage, {
      form: logInForm(account),
      context: { appUrl: 'https://birja.example' },
    });
    expect(secure.cookie).toMatch(/; Secure$/);
  });

  it('asks for the code where an authenticator is set up, and goes on to where one wanted', async () => {
    const account = await makeAccount(post, { buys: true });
    const { secret } = await setUpAuthenticator(post.db, await logInAs(post.db, account));
    const first = await ask(logInPage, { form: logInForm(account, { next: '/sell/offers?page=2' }) });
    expect(first.location).toBe('/log-in/code?next=%2Fsell%2Foffers%3Fpage%3D2');
    const lacking = held(first);
    expect((await ask(workLayout, { token: lacking, path: '/sell' })).location).toBe(
      '/log-in/code?next=%2Fsell',
    );
    const wrong = await ask(codePage, {
      token: lacking,
      form: { code: 'abcdef', next: '/sell/offers?page=2' },
    });
    expect(wrong.data).toMatchObject({ errors: { code: expect.any(String) } });
    expect(JSON.stringify(wrong.data)).not.toContain('abcdef');
    const form = { code: codeAt(secret), next: '/sell/offers?page=2' };
    const second = await ask(codePage, { token: lacking, form });
    expect(second.location).toBe('/sell/offers?page=2');
    expect(held(second)).not.toBe(lacking);
    expect(await visitorOf(post.db, lacking ?? '')).toBeNull();
    expect((await visitorOf(post.db, held(second) ?? ''))?.isComplete).toBe(true);
  });

  it('stays open to the owner while a stranger elsewhere tries passwords', async () => {
    const account = await makeAccount(post);
    const context = { address: freshAddress() };
    for (let at = 0; at < 12; at += 1)
      await ask(logInPage, { form: logInForm(account, { password: 'wrong' }), context });
    expect((await ask(logInPage, { form: logInForm(account), context })).data).toMatchObject({
      refusal: expect.any(String),
    });
    expect((await ask(logInPage, { form: logInForm(account) })).location).toBe('/sell');
  });

  it('is shut behind who logs out, whoever copied the cookie', async () => {
    const token = held(await ask(logInPage, { form: logInForm(await makeAccount(post)) }));
    expect((await ask(workLayout, { token, path: '/account' })).status).toBe(200);
    const out = await ask(logOutPage, { token, form: {} });
    expect(out).toMatchObject({ location: '/log-in?done=out', cookie: expect.stringContaining('Max-Age=0') });
    expect((await ask(workLayout, { token, path: '/account' })).location).toBe('/log-in?next=%2Faccount');
  });

  it('is passed by who is inside already', async () => {
    const token = await logInAs(post.db, await makeAccount(post));
    expect((await ask(logInPage, { token, path: '/log-in' })).location).toBe('/sell');
    expect((await ask(codePage, { token, path: '/log-in/code' })).location).toBe('/sell');
    expect((await ask(confirmPage, { token, path: '/confirm-email' })).location).toBe('/sell');
    expect((await ask(logOutPage, { token, path: '/log-out' })).location).toBe('/');
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    'evil.example',
  ])('leads nowhere else by next=%j', async (next) => {
    const account = await makeAccount(post);
    const token = await logInAs(post.db, account);
    const query = new URLSearchParams({ next });
    expect((await ask(logInPage, { form: logInForm(account, { next }) })).location).toBe('/sell');
    expect((await ask(logInPage, { token, path: `/log-in?${query}` })).location).toBe('/sell');
    expect((await ask(codePage, { token, path: `/log-in/code?${query}` })).location).toBe('/sell');
  });
});

describe('a forgotten password', () => {
  async function linkOf({ email }: Account) {
    const asked = { address: freshAddress(), now: new Date() };
    await requestLink(post.db, { email, purpose: 'reset_password', ...asked });
    return post.tokenTo(email);
  }

  it('is replaced by who holds the link, once, however often it is looked at', async () => {
    const account = await makeAccount(post);
    const token = await linkOf(account);
    for (let at = 0; at < 2; at += 1)
      expect((await ask(resetPage, { path: `/reset-password?token=${token}` })).data).toMatchObject({
        isOpen: true,
      });
    const weak = await ask(resetPage, { form: { token, password: 'short' } });
    expect(weak.data).toMatchObject({ errors: { password: expect.stringContaining('10 to 200') } });
    const form = { token, password: 'nine slow tractors' };
    expect((await ask(resetPage, { form })).location).toBe('/log-in?done=reset');
    expect((await ask(resetPage, { form })).data).toMatchObject({ refusal: expect.any(String) });
    expect((await ask(resetPage, { path: `/reset-password?token=${token}` })).data).toMatchObject({
      isOpen: false,
    });
    expect(await logInAs(post.db, account, 'nine slow tractors')).toMatch(/./);
  });
});

describe('an invitation’s page', () => {
  it('shows nothing without a link that works', async () => {
    for (const path of ['/invitation', '/invitation?token=none'])
      expect((await ask(invitationPage, { path })).data).toMatchObject({ invitation: null });
    const form = { token: 'none', name: 'Petro', password: PASSWORD };
    expect((await ask(invitationPage, { form })).data).toMatchObject({ refusal: expect.any(String) });
    const token = await logInAs(post.db, await makeAccount(post));
    expect((await ask(invitationPage, { token, form })).data).toMatchObject({ refusal: expect.any(String) });
  });
});

describe('the sandbox’s pages', () => {
  it('show the mails and their links, and none that is not there', async () => {
    const email = freshEmail();
    const asked = { address: freshAddress(), origin: 'web:test', now: new Date() };
    await signUp(post.db, { ...signUpOf(email), ...asked });
    await post.lastTo(email);
    const { data } = await ask(mailsPage, { path: '/sandbox/mail' });
    const { mails } = data as { mails: { id: string; to: string }[] };
    expect(mails[0]).toMatchObject({ to: email });
    const one = await ask(mailPage, { params: { mailId: mails[0]?.id ?? '' } });
    expect(one.data).toMatchObject({ mail: { text: expect.stringContaining('/confirm-email?token=') } });
    for (const mailId of ['mail_unknown', '../secrets', ''])
      expect((await ask(mailPage, { params: { mailId } })).status).toBe(404);
  });

  it('show the code of a secret', async () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const now = new Date();
    const { data } = await ask(authenticatorPage, { form: { secret }, context: { now } });
    expect(data).toMatchObject({ shown: totpCodeOf(secret, now) });
    expect((await ask(authenticatorPage, { form: { secret: 'nonsense' } })).data).toMatchObject({
      failed: { errors: { secret: expect.any(String) } },
    });
  });

  it('are not there in production', async () => {
    const context = { isDemo: false, db: { ...post.db, mailBox: null } };
    const asks: [Page, Asked][] = [
      [mailsPage, {}],
      [mailPage, { params: { mailId: 'mail_unknown' } }],
      [authenticatorPage, {}],
      [authenticatorPage, { form: { secret: 'x' } }],
    ];
    for (const [page, asked] of asks) expect((await ask(page, { ...asked, context })).status).toBe(404);
  });
});
