import type { Db } from '#app/platform/platform.server.ts';

/** An endpoint's deliveries with the log of their attempts, newest first, at most `limit` from before the id `before`. */
export async function readDeliveries(
  db: Db,
  input: { organisationId: string; endpointId: string; limit: number; before: string | null },
) {
  return db.prisma.delivery.findMany({
    where: {
      endpointId: input.endpointId,
      endpoint: { organisationId: input.organisationId },
      ...(input.before ? { id: { lt: input.before } } : {}),
    },
    include: { attempts: { orderBy: { number: 'asc' } } },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
}
