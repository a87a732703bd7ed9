import { randomInt } from 'node:crypto';
import { beginSecondFactor } from '#app/domain/identity/begin-second-factor.server.ts';
import { confirmEmail } from '#app/domain/identity/confirm-email.server.ts';
import { confirmSecondFactor } from '#app/domain/identity/confirm-second-factor.server.ts';
import { logIn } from '#app/domain/identity/log-in.server.ts';
import { readSecondFactor } from '#app/domain/identity/read-second-factor.server.ts';
import { readVisitor } from '#app/domain/identity/read-visitor.server.ts';
import { type SignUp, signUp } from '#app/domain/identity/sign-up.server.ts';
import { totpCodeOf } from '#app/domain/identity/totp.ts';
import type { Visitor } from '#app/domain/identity/visitor.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { PostOffice } from '../setup/post-office.ts';

export const PASSWORD = 'seven quiet elephants';

let serial = 0;

/** An address that no other person of this run has. */
export function freshEmail(): string {
  serial += 1;
  return `person-${serial}@people.test`;
}

/** An address of a machine that tried nothing yet. */
export function freshAddress(): string {
  return `2001:db8:${randomInt(65_536).toString(16)}:${randomInt(65_536).toString(16)}::1`;
}

/** Addresses of the same /64, each another one. */
export function neighboursOf(address: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => address.replace(/::1$/, `::${(at + 1).toString(16)}`));
}

/** What somebody types who signs up. */
export function signUpOf(email: string, more: Partial<SignUp['organisation']> = {}): SignUp {
  return {
    name: 'Olena Koval',
    email,
    password: PASSWORD,
    organisation: {
      name: 'Koval & Co',
      countryCode: 'UA',
      timezone: 'Europe/Kyiv',
      sells: true,
      buys: false,
      landingUrl: null,
      ...more,
    },
  };
}

export type Account = { readonly id: string; readonly email: string; readonly organisationId: string };

/** Somebody who has signed up and proven their address. */
export async function makeAccount(
  post: PostOffice,
  more: Partial<SignUp['organisation']> = {},
): Promise<Account> {
  const email = freshEmail();
  const asked = { address: freshAddress(), origin: 'web:test', now: new Date() };
  await signUp(post.db, { ...signUpOf(email, more), ...asked });
  const id = await confirmEmail(post.db, { token: await post.tokenTo(email), ...asked });
  const { organisationId } = await post.db.prisma.membership.findFirstOrThrow({ where: { personId: id } });
  return { id, email, organisationId };
}

/** Logs somebody in with their password; what their browser holds then. */
export function logInAs(db: Db, account: { email: string }, password = PASSWORD): Promise<string> {
  return logIn(db, { email: account.email, password, token: null, ...DEVICE(), now: new Date() });
}

export const DEVICE = () => ({ userAgent: 'test', address: freshAddress() });

/** Who holds a token, as the web process sees them. */
export function visitorOf(db: Db, token: string): Promise<Visitor | null> {
  return readVisitor(db, { token, address: '127.0.0.1', now: new Date() });
}

/** Sets an authenticator up in a session. Its first code belongs to half a minute ago, so that there is one to give now. */
export async function setUpAuthenticator(
  db: Db,
  token: string,
): Promise<{ token: string; secret: string; recoveryCodes: string[] }> {
  const visitor = await visitorOf(db, token);
  const personId = visitor?.person.id ?? '';
  await beginSecondFactor(db, { personId });
  const state = await readSecondFactor(db, { personId });
  const secret = state.is === 'pending' ? state.secret : '';
  const now = new Date();
  const made = await confirmSecondFactor(db, {
    personId,
    sessionId: visitor?.sessionId ?? '',
    code: codeAt(secret, now.getTime() - 30_000),
    ...DEVICE(),
    actor: personId,
    origin: 'web:test',
    now,
  });
  return { ...made, secret };
}

/** What an authenticator shows at a moment. */
export function codeAt(secret: string, ms = Date.now()): string {
  return totpCodeOf(secret, new Date(ms))?.code ?? '';
}

/** The codes with which tries of the same thing at once were refused; null for those that succeeded. */
export async function outcomesOf(tries: readonly Promise<unknown>[]): Promise<(string | null)[]> {
  const settled = await Promise.allSettled(tries);
  return settled.map((one) => (one.status === 'fulfilled' ? null : one.reason.code)).sort();
}
