import type { Db } from '#app/platform/platform.server.ts';

/** One line of the log. */
export type AuditLine = {
  readonly id: bigint;
  readonly at: Date;
  readonly actor: string;
  readonly organisationId: string | null;
  readonly action: string;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly origin: string;
};

/**
 * Lines of the log, newest first, at most `limit` from before the line `before`.
 * @param input.about the id that was acted on, who acted, or the organisation acted for; null for all
 */
export async function readAudit(
  db: Db,
  input: { about: string | null; limit: number; before: bigint | null },
): Promise<AuditLine[]> {
  const { about, before } = input;
  const rows = await db.prisma.auditEntry.findMany({
    where: {
      ...(before === null ? {} : { id: { lt: before } }),
      ...(about === null ? {} : { OR: [{ subjectId: about }, { actor: about }, { organisationId: about }] }),
    },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map((row) => ({ ...row, details: (row.details ?? {}) as Record<string, unknown> }));
}
