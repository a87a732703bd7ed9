import type { Db } from '#app/platform/platform.server.ts';

/** A log-in of somebody of an organisation. */
export type MemberSession = {
  readonly personId: string;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
};

/** Log-ins that are kept of an organisation's people, the last used first, at most `limit`. */
export function readOrganisationSessions(
  db: Db,
  input: { organisationId: string; limit: number },
): Promise<MemberSession[]> {
  return db.prisma.session.findMany({
    where: { person: { memberships: { some: { organisationId: input.organisationId } } } },
    select: { personId: true, address: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' },
    take: input.limit,
  });
}
