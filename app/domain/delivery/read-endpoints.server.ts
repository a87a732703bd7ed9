import type { Db } from '#app/platform/platform.server.ts';
import type { Endpoint } from './endpoint.ts';
import { toEndpoint } from './endpoint-row.ts';

/** An organisation's endpoints, newest first, at most `limit` from before the id `before`. */
export async function readEndpoints(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<Endpoint[]> {
  const rows = await db.prisma.endpoint.findMany({
    where: {
      organisationId: input.organisationId,
      kind: 'webhook',
      deletedAt: null,
      ...(input.before !== null ? { id: { lt: input.before } } : {}),
    },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map(toEndpoint);
}
