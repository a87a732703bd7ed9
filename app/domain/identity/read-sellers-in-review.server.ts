import type { Db } from '#app/platform/platform.server.ts';
import type { MemberRole, ReviewStatus } from './visitor.ts';

/** An organisation that sells, as a moderator looks at it. */
export type ReviewedSeller = {
  readonly id: string;
  readonly name: string;
  readonly countryCode: string;
  readonly landingUrl: string | null;
  readonly reviewStatus: ReviewStatus;
  readonly reviewReason: string | null;
  readonly reviewedAt: Date | null;
  readonly isBlocked: boolean;
  readonly createdAt: Date;
};

export type SellersPerson = {
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly isConfirmed: boolean;
  readonly joinedAt: Date;
};

const PEOPLE_LIMIT = 50;

/**
 * A page of the organisations that sell, by what was decided of them, with how many there are: those that wait longest
 * first, what is decided newest first.
 * @param input.page from 1
 */
export async function readSellersInReview(
  db: Db,
  input: { status: ReviewStatus; page: number; pageSize: number },
): Promise<{ sellers: ReviewedSeller[]; total: number }> {
  const where = { sells: true, reviewStatus: input.status };
  const isWaiting = input.status === 'waiting';
  const [rows, total] = await Promise.all([
    db.prisma.organisation.findMany({
      where,
      orderBy: isWaiting ? { id: 'asc' } : [{ reviewedAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
    db.prisma.organisation.count({ where }),
  ]);
  return { sellers: rows.map(toSeller), total };
}

/** One organisation that sells, with the people who act for it; null when there is none of that id. */
export async function readSellerInReview(
  db: Db,
  organisationId: string,
): Promise<(ReviewedSeller & { people: SellersPerson[] }) | null> {
  const row = await db.prisma.organisation.findFirst({
    where: { id: organisationId, sells: true },
    include: {
      memberships: { include: { person: true }, orderBy: { createdAt: 'asc' }, take: PEOPLE_LIMIT },
    },
  });
  if (!row) return null;
  return {
    ...toSeller(row),
    people: row.memberships.map(({ person, role, createdAt }) => ({
      name: person.name,
      email: person.email,
      role: role as MemberRole,
      isConfirmed: person.emailConfirmedAt !== null,
      joinedAt: createdAt,
    })),
  };
}

/** Organisations by id, as a moderator sees them: to name who offers, buys or sells. */
export async function readOrganisationsById(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, ReviewedSeller>> {
  const rows = await db.prisma.organisation.findMany({ where: { id: { in: [...new Set(ids)] } } });
  return new Map(rows.map((row) => [row.id, toSeller(row)]));
}

/** How many organisations wait to be let in as sellers, and since when the first. */
export async function countWaitingSellers(db: Db): Promise<{ count: number; oldest: Date | null }> {
  const { _count, _min } = await db.prisma.organisation.aggregate({
    where: { sells: true, reviewStatus: 'waiting' },
    _count: true,
    _min: { createdAt: true },
  });
  return { count: _count, oldest: _min.createdAt };
}

type Row = Awaited<ReturnType<Db['prisma']['organisation']['findFirstOrThrow']>>;

function toSeller(row: Row): ReviewedSeller {
  return {
    id: row.id,
    name: row.name,
    countryCode: row.countryCode,
    landingUrl: row.landingUrl,
    reviewStatus: row.reviewStatus as ReviewStatus,
    reviewReason: row.reviewReason,
    reviewedAt: row.reviewedAt,
    isBlocked: row.blockedAt !== null,
    createdAt: row.createdAt,
  };
}
