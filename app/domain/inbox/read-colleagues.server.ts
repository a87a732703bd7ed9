import type { Db } from '#app/platform/platform.server.ts';

/** More than this many are not offered to choose from. */
const COLLEAGUES_LIMIT = 200;

/** Who works for an organisation and can take leads in hand, by name. */
export async function readColleagues(
  db: Db,
  organisationId: string,
): Promise<{ personId: string; name: string }[]> {
  const rows = await db.prisma.membership.findMany({
    where: { organisationId, person: { disabledAt: null } },
    select: { person: { select: { id: true, name: true } } },
    orderBy: { person: { name: 'asc' } },
    take: COLLEAGUES_LIMIT,
  });
  return rows.map(({ person }) => ({ personId: person.id, name: person.name }));
}
