import type { Db } from '#app/platform/platform.server.ts';
import type { MemberRole, ReviewStatus } from './visitor.ts';

/** An organisation as the exchange's admins see it, with its people, owners first. */
export type InspectedOrganisation = {
  readonly id: string;
  readonly name: string;
  readonly countryCode: string;
  readonly sells: boolean;
  readonly buys: boolean;
  readonly reviewStatus: ReviewStatus;
  readonly blockedAt: Date | null;
  readonly blockReason: string | null;
  readonly createdAt: Date;
  readonly members: readonly {
    readonly personId: string;
    readonly name: string;
    readonly email: string;
    readonly role: MemberRole;
    readonly isDisabled: boolean;
  }[];
};

const MEMBERS_LIMIT = 200;

/** One organisation, or null. */
export async function inspectOrganisation(
  db: Db,
  input: { organisationId: string },
): Promise<InspectedOrganisation | null> {
  const row = await db.prisma.organisation.findUnique({
    where: { id: input.organisationId },
    include: {
      // The names of the roles stand in the opposite order of their weight.
      memberships: {
        include: { person: true },
        orderBy: [{ role: 'desc' }, { createdAt: 'asc' }],
        take: MEMBERS_LIMIT,
      },
    },
  });
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    countryCode: row.countryCode,
    sells: row.sells,
    buys: row.buys,
    reviewStatus: row.reviewStatus as ReviewStatus,
    blockedAt: row.blockedAt,
    blockReason: row.blockReason,
    createdAt: row.createdAt,
    members: row.memberships.map(({ person, role }) => ({
      personId: person.id,
      name: person.name,
      email: person.email,
      role: role as MemberRole,
      isDisabled: person.disabledAt !== null,
    })),
  };
}
