import type { Db } from '#app/platform/platform.server.ts';
import type { Event } from './endpoint.ts';

/** One event on its way to one endpoint, for who asks whether it arrived. Where it went is its owner's to know. */
export type DeliveryLine = {
  readonly id: string;
  readonly event: Event;
  readonly organisationId: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly startedAt: Date;
    readonly httpStatus: number | null;
    readonly errorCode: string | null;
  }[];
};

const DELIVERIES_LIMIT = 50;
const ATTEMPTS_LIMIT = 50;

/** What was sent of a subject (a sale, a dispute) to whom, with every attempt, oldest first. */
export async function readDeliveriesOf(db: Db, subjectId: string): Promise<DeliveryLine[]> {
  const rows = await db.prisma.delivery.findMany({
    where: { subjectId, endpoint: { kind: 'webhook' } },
    include: {
      endpoint: { select: { organisationId: true } },
      attempts: { orderBy: { number: 'asc' }, take: ATTEMPTS_LIMIT },
    },
    orderBy: { id: 'asc' },
    take: DELIVERIES_LIMIT,
  });
  return rows.map((row) => ({
    id: row.id,
    event: row.event as Event,
    organisationId: row.endpoint.organisationId,
    status: row.status as DeliveryLine['status'],
    createdAt: row.createdAt,
    deliveredAt: row.deliveredAt,
    attempts: row.attempts.map(({ number, startedAt, httpStatus, errorCode }) => ({
      number,
      startedAt,
      httpStatus,
      errorCode,
    })),
  }));
}
