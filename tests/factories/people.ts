import { openSession } from '#app/domain/identity/open-session.server.ts';
import type { MemberRole, PlatformRole } from '#app/domain/identity/visitor.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Somebody with a confirmed address, and what their browser holds. */
export type Person = { readonly id: string; readonly email: string; readonly token: string };

/**
 * A person who is signed in. Their password is nobody's: tests that log in make their people by signing up.
 * @param options.organisationId whom they act for, as `role` (owner unless said)
 * @param options.secondFactor an authenticator is set up, and its code was given unless `codeGiven` is false
 */
export async function makePerson(
  db: Db,
  options: {
    organisationId?: string;
    role?: MemberRole;
    platformRole?: PlatformRole;
    secondFactor?: boolean;
    codeGiven?: boolean;
    confirmed?: boolean;
  } = {},
): Promise<Person> {
  const now = new Date();
  const id = newId('pers');
  const email = `${id}@people.test`;
  const { organisationId, role = 'owner' } = options;
  await db.prisma.person.create({
    data: {
      id,
      email,
      name: `Person ${id.slice(-4)}`,
      passwordHash: '',
      platformRole: options.platformRole ?? null,
      emailConfirmedAt: options.confirmed === false ? null : now,
      totpConfirmedAt: options.secondFactor ? now : null,
      ...(organisationId ? { memberships: { create: { id: newId('memb'), organisationId, role } } } : {}),
    },
  });
  const token = await openSession(db, {
    personId: id,
    secondFactor: Boolean(options.secondFactor) && options.codeGiven !== false,
    userAgent: 'test',
    address: '127.0.0.1',
    now,
  });
  return { id, email, token };
}
