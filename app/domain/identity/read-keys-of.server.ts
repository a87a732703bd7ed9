import type { Db } from '#app/platform/platform.server.ts';

/** The keys in force that somebody made for an organisation: what stops with them. */
export async function readKeysOf(
  db: Db,
  input: { organisationId: string; personId: string },
): Promise<{ name: string; hint: string }[]> {
  return db.prisma.apiKey.findMany({
    where: { organisationId: input.organisationId, createdBy: input.personId, revokedAt: null },
    select: { name: true, hint: true },
    orderBy: { id: 'asc' },
  });
}
