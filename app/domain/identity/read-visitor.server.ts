import type { Db } from '#app/platform/platform.server.ts';
import { sessionsOf, storedSessionId } from './sessions.server.ts';
import type { MemberRole, PlatformRole, ReviewStatus, Visitor } from './visitor.ts';

/** A session is noted as seen no more often than this. */
const SEEN_MS = 60_000;

/** Who holds this token, or null when it opens no session (any more). */
export async function readVisitor(
  db: Db,
  input: { token: string; address: string; now: Date },
): Promise<Visitor | null> {
  const { session } = await sessionsOf(db).validateSession(input.token);
  if (!session) return null;
  const id = storedSessionId(db, input.token);
  if (input.now.getTime() - session.lastSeenAt.getTime() > SEEN_MS)
    await db.prisma.session.updateMany({
      where: { id },
      data: { lastSeenAt: input.now, address: input.address },
    });
  const person = await db.prisma.person.findUnique({
    where: { id: session.userId },
    include: { memberships: { include: { organisation: true }, orderBy: { createdAt: 'asc' } } },
  });
  if (!person) return null;
  // Who has left the organisation acts for another of theirs.
  const member =
    person.memberships.find((one) => one.organisationId === session.organisationId) ?? person.memberships[0];
  const hasSecondFactor = person.totpConfirmedAt !== null;
  return {
    sessionId: id,
    person: {
      id: person.id,
      email: person.email,
      name: person.name,
      platformRole: person.platformRole as PlatformRole | null,
      emailConfirmed: person.emailConfirmedAt !== null,
      hasSecondFactor,
    },
    isComplete: !hasSecondFactor || session.secondFactorAt !== null,
    organisation: member
      ? {
          id: member.organisation.id,
          name: member.organisation.name,
          role: member.role as MemberRole,
          sells: member.organisation.sells,
          buys: member.organisation.buys,
          countryCode: member.organisation.countryCode,
          timezone: member.organisation.timezone,
          reviewStatus: member.organisation.reviewStatus as ReviewStatus,
          blocked: member.organisation.blockedAt !== null,
          blockReason: member.organisation.blockReason,
        }
      : null,
    others: person.memberships
      .filter((one) => one !== member)
      .map(({ organisation }) => ({ id: organisation.id, name: organisation.name })),
  };
}
