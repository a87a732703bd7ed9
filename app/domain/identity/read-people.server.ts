import type { Db } from '#app/platform/platform.server.ts';
import type { MemberRole, PlatformRole } from './visitor.ts';

/** A person as the exchange's admins see them. */
export type ListedPerson = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly platformRole: PlatformRole | null;
  readonly emailConfirmed: boolean;
  readonly hasSecondFactor: boolean;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  readonly memberships: readonly {
    readonly organisationId: string;
    readonly organisationName: string;
    readonly role: MemberRole;
  }[];
};

/** Of whom a list may be made: everybody, who works for the exchange, or who was shut out. */
export const PEOPLE_FILTERS = ['all', 'staff', 'disabled'] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];

const WITH_MEMBERSHIPS = {
  memberships: { include: { organisation: true }, orderBy: { createdAt: 'asc' }, take: 50 },
} as const;

/**
 * A page of people, newest first, with how many there are.
 * @param input.search part of a name or address; empty for all
 * @param input.page from 1
 */
export async function readPeople(
  db: Db,
  input: { search: string; filter: PeopleFilter; page: number; pageSize: number },
): Promise<{ people: ListedPerson[]; total: number }> {
  const like = { contains: input.search, mode: 'insensitive' as const };
  const where = {
    ...(input.search ? { OR: [{ email: like }, { name: like }] } : {}),
    ...(input.filter === 'staff' ? { platformRole: { not: null } } : {}),
    ...(input.filter === 'disabled' ? { disabledAt: { not: null } } : {}),
  };
  const [rows, total] = await Promise.all([
    db.prisma.person.findMany({
      where,
      include: WITH_MEMBERSHIPS,
      orderBy: { id: 'desc' },
      take: input.pageSize,
      skip: (input.page - 1) * input.pageSize,
    }),
    db.prisma.person.count({ where }),
  ]);
  return { people: rows.map(toListed), total };
}

/** One person with how many sessions are open and when the last of them was used, or null. */
export async function readPerson(
  db: Db,
  input: { personId: string; now: Date },
): Promise<(ListedPerson & { readonly sessionsCount: number; readonly lastSeenAt: Date | null }) | null> {
  const row = await db.prisma.person.findUnique({ where: { id: input.personId }, include: WITH_MEMBERSHIPS });
  if (!row) return null;
  const sessions = await db.prisma.session.aggregate({
    where: { personId: row.id, expiresAt: { gt: input.now } },
    _count: true,
    _max: { lastSeenAt: true },
  });
  return { ...toListed(row), sessionsCount: sessions._count, lastSeenAt: sessions._max.lastSeenAt };
}

type Row = {
  id: string;
  email: string;
  name: string;
  platformRole: string | null;
  emailConfirmedAt: Date | null;
  totpConfirmedAt: Date | null;
  disabledAt: Date | null;
  createdAt: Date;
  memberships: { role: string; organisation: { id: string; name: string } }[];
};

function toListed(row: Row): ListedPerson {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    platformRole: row.platformRole as PlatformRole | null,
    emailConfirmed: row.emailConfirmedAt !== null,
    hasSecondFactor: row.totpConfirmedAt !== null,
    disabledAt: row.disabledAt,
    createdAt: row.createdAt,
    memberships: row.memberships.map(({ role, organisation }) => ({
      organisationId: organisation.id,
      organisationName: organisation.name,
      role: role as MemberRole,
    })),
  };
}
