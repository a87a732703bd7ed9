import { type AppLoadContext, redirect } from '@remix-run/node';
import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import {
  type ActingFor,
  type MemberRole,
  type PlatformRole,
  platformRoleReaches,
  roleReaches,
  type Visitor,
} from '#app/domain/identity/visitor.ts';

type Args = { readonly request: Request; readonly context: AppLoadContext };

/** Someone signed in, acting for an organisation of theirs. */
export type Member = Visitor & { readonly organisation: ActingFor } & Actor;

/** Someone of the exchange's own staff. */
export type Staff = Visitor & Actor;

/**
 * Who is signed in, with all that is asked of them.
 * @throws Response a redirect to the page that asks for what is lacking: log-in, code, confirmation
 */
export async function requirePerson({ request, context }: Args): Promise<Visitor & Actor> {
  const visitor = await context.visitor();
  if (!visitor) throw redirect(`/log-in?${new URLSearchParams({ next: backTo(request) })}`);
  if (!visitor.isComplete) throw redirect(`/log-in/code?${new URLSearchParams({ next: backTo(request) })}`);
  if (!visitor.person.emailConfirmed) throw redirect('/confirm-email');
  return { ...visitor, actor: visitor.person.id, origin: context.origin };
}

/**
 * Who acts for an organisation that trades on this side, in at least this role.
 * @throws Response a redirect to log in, or 403 for who is signed in and may not
 */
export async function requireMember(
  args: Args,
  asked: { side?: 'sells' | 'buys'; role?: MemberRole } = {},
): Promise<Member> {
  const visitor = await requirePerson(args);
  const { organisation } = visitor;
  if (!organisation) throw redirect('/account/organisations');
  if (asked.side && !organisation[asked.side]) throw forbidden();
  if (!roleReaches(organisation.role, asked.role ?? 'agent')) throw forbidden();
  return { ...visitor, organisation };
}

/**
 * A moderator or admin of the exchange, always with a second factor.
 * @throws Response a redirect to log in or to set up the second factor, or 403
 */
export async function requireStaff(args: Args, role: PlatformRole): Promise<Staff> {
  const visitor = await requirePerson(args);
  if (!platformRoleReaches(visitor.person.platformRole, role)) throw forbidden();
  if (!visitor.person.hasSecondFactor) throw redirect('/account/second-factor');
  return visitor;
}

function forbidden(): Response {
  return new Response(null, { status: 403 });
}

/** Where to go on after logging in: only ever a page of our own that can be asked for again. */
function backTo(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return request.method === 'GET' ? pathname.replace(/\.data$/, '') + search : '/';
}
