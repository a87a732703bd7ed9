import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * An endpoint's deliveries with the log of their attempts, newest first, at most `limit` from before the id `before`.
 * @throws Refusal `endpoint_unknown`
 */
export async function readDeliveries(
  db: Db,
  input: {
    organisationId: string;
    endpointId: string;
    kind?: 'webhook' | 'postback';
    limit: number;
    before: string | null;
  },
) {
  const { endpointId: id, organisationId } = input;
  const kind = input.kind ?? 'webhook';
  const endpoint = await db.prisma.endpoint.findFirst({
    where: { id, organisationId, kind, deletedAt: null },
  });
  if (!endpoint) throw new Refusal('endpoint_unknown');
  return db.prisma.delivery.findMany({
    where: {
      endpointId: id,
      ...(input.before !== null ? { id: { lt: input.before } } : {}),
    },
    include: { attempts: { orderBy: { number: 'asc' } } },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
}
