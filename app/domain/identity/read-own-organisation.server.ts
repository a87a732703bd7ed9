import type { Db } from '#app/platform/platform.server.ts';
import type { MemberRole, ReviewStatus } from './visitor.ts';

/** What an organisation's own people see of it. */
export type OrganisationDetails = {
  readonly id: string;
  readonly name: string;
  readonly countryCode: string;
  readonly timezone: string;
  readonly sells: boolean;
  readonly buys: boolean;
  readonly landingUrl: string | null;
  readonly reviewStatus: ReviewStatus;
  readonly reviewReason: string | null;
  readonly blockReason: string | null;
  readonly members: readonly {
    readonly personId: string;
    readonly name: string;
    readonly email: string;
    readonly role: MemberRole;
    readonly since: Date;
  }[];
  /** Open ones, newest first. */
  readonly invitations: readonly {
    readonly id: string;
    readonly email: string;
    readonly role: MemberRole;
    readonly expiresAt: Date;
    readonly isExpired: boolean;
  }[];
};

const SHOWN = 200;

/** An organisation with its people and whom it invited. */
export async function readOwnOrganisation(
  db: Db,
  input: { organisationId: string; now: Date },
): Promise<OrganisationDetails> {
  const row = await db.prisma.organisation.findUniqueOrThrow({
    where: { id: input.organisationId },
    include: {
      memberships: { include: { person: true }, orderBy: { createdAt: 'asc' }, take: SHOWN },
      invitations: { where: { acceptedAt: null, revokedAt: null }, orderBy: { id: 'desc' }, take: SHOWN },
    },
  });
  return {
    id: row.id,
    name: row.name,
    countryCode: row.countryCode,
    timezone: row.timezone,
    sells: row.sells,
    buys: row.buys,
    landingUrl: row.landingUrl,
    reviewStatus: row.reviewStatus as ReviewStatus,
    reviewReason: row.reviewReason,
    blockReason: row.blockReason,
    members: row.memberships.map(({ person, role, createdAt }) => ({
      personId: person.id,
      name: person.name,
      email: person.email,
      role: role as MemberRole,
      since: createdAt,
    })),
    invitations: row.invitations.map(({ id, email, role, expiresAt }) => ({
      id,
      email,
      role: role as MemberRole,
      expiresAt,
      isExpired: expiresAt <= input.now,
    })),
  };
}
