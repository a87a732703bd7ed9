import type { Db } from '#app/platform/platform.server.ts';
import type { ReviewStatus } from './visitor.ts';

/** An organisation as the exchange's admins see it in a list. */
export type ListedOrganisation = {
  readonly id: string;
  readonly name: string;
  readonly countryCode: string;
  readonly sells: boolean;
  readonly buys: boolean;
  readonly reviewStatus: ReviewStatus;
  readonly blockedAt: Date | null;
  readonly createdAt: Date;
  readonly membersCount: number;
};

/** Which organisations a list holds: those of a side, those whose review waits, or those that are blocked. */
export const ORGANISATION_FILTERS = ['all', 'sells', 'buys', 'waiting', 'blocked'] as const;
export type OrganisationFilter = (typeof ORGANISATION_FILTERS)[number];

const WHERE = {
  all: {},
  sells: { sells: true },
  buys: { buys: true },
  waiting: { sells: true, reviewStatus: 'waiting' },
  blocked: { blockedAt: { not: null } },
} satisfies Record<OrganisationFilter, object>;

/**
 * A page of organisations, newest first, with how many there are.
 * @param input.search part of a name; empty for all
 * @param input.page from 1
 */
export async function searchOrganisations(
  db: Db,
  input: { search: string; filter: OrganisationFilter; page: number; pageSize: number },
): Promise<{ organisations: ListedOrganisation[]; total: number }> {
  const where = {
    ...(input.search ? { name: { contains: input.search, mode: 'insensitive' as const } } : {}),
    ...WHERE[input.filter],
  };
  const [rows, total] = await Promise.all([
    db.prisma.organisation.findMany({
      where,
      include: { _count: { select: { memberships: true } } },
      orderBy: { id: 'desc' },
      take: input.pageSize,
      skip: (input.page - 1) * input.pageSize,
    }),
    db.prisma.organisation.count({ where }),
  ]);
  return {
    organisations: rows.map((row) => ({
      id: row.id,
      name: row.name,
      countryCode: row.countryCode,
      sells: row.sells,
      buys: row.buys,
      reviewStatus: row.reviewStatus as ReviewStatus,
      blockedAt: row.blockedAt,
      createdAt: row.createdAt,
      membersCount: row._count.memberships,
    })),
    total,
  };
}
