import type { Db } from '#app/platform/platform.server.ts';
import type { MemberRole, ReviewStatus } from './visitor.ts';

/** An organisation and what a person is in it. */
export type Belonging = {
  readonly id: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly sells: boolean;
  readonly buys: boolean;
  readonly countryCode: string;
  readonly reviewStatus: ReviewStatus;
  readonly blocked: boolean;
};

/** The organisations that a person works for, in the order in which they joined them. */
export async function readOwnOrganisations(db: Db, input: { personId: string }): Promise<Belonging[]> {
  const rows = await db.prisma.membership.findMany({
    where: { personId: input.personId },
    include: { organisation: true },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ role, organisation }) => ({
    id: organisation.id,
    name: organisation.name,
    role: role as MemberRole,
    sells: organisation.sells,
    buys: organisation.buys,
    countryCode: organisation.countryCode,
    reviewStatus: organisation.reviewStatus as ReviewStatus,
    blocked: organisation.blockedAt !== null,
  }));
}
