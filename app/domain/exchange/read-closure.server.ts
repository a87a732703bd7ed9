import type { OfferClosure } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Closure } from './closure.ts';

/** Since when no buyer has room for an offer; null while one has, or nobody looked for one. */
export async function readOpenClosure(db: Db, input: { offerId: string }): Promise<Closure | null> {
  const row = await db.prisma.offerClosure.findFirst({ where: { offerId: input.offerId, endedAt: null } });
  return row && toClosure(row);
}

/** One closure by id, or null. */
export async function readClosure(db: Db, input: { closureId: string }): Promise<Closure | null> {
  const row = await db.prisma.offerClosure.findUnique({ where: { id: input.closureId } });
  return row && toClosure(row);
}

function toClosure(row: OfferClosure): Closure {
  const { id, offerId, organisationId, createdAt: since, opensAt, endedAt } = row;
  return { id, offerId, organisationId, since, opensAt, endedAt };
}
