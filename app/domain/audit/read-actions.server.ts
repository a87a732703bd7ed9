import type { Db } from '#app/platform/platform.server.ts';

/** That somebody did something, when and to what. */
export type Action = { readonly at: Date; readonly actor: string; readonly subjectId: string };

/** What was done of one kind in an organisation since a moment, oldest first, at most `limit`. */
export function readActions(
  db: Db,
  input: { organisationId: string; action: string; since: Date; limit: number },
): Promise<Action[]> {
  const { organisationId, action, since, limit } = input;
  return db.prisma.auditEntry.findMany({
    where: { organisationId, action, at: { gte: since } },
    select: { at: true, actor: true, subjectId: true },
    orderBy: { id: 'asc' },
    take: limit,
  });
}
