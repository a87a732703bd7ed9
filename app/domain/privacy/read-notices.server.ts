import { readArrivalsOf } from '#app/domain/delivery/read-arrivals.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { WithdrawalKind, WithdrawalNotice } from './withdrawal.ts';

/**
 * What buyers were told of withdrawals and what they did, newest first.
 * @param input.buyerOrganisationId, input.leadId whose or of which lead; one of both is given
 * @param input.isOpen only those that the buyer has not answered yet
 * @param input.before pages: the sale after which to go on
 */
export async function readNotices(
  db: Db,
  input: {
    buyerOrganisationId?: string;
    leadId?: string;
    saleId?: string;
    isOpen?: boolean;
    limit: number;
    before?: string | null;
  },
): Promise<WithdrawalNotice[]> {
  const { buyerOrganisationId, leadId, saleId, before } = input;
  const rows = await db.prisma.withdrawalNotice.findMany({
    where: {
      ...(buyerOrganisationId === undefined ? {} : { buyerOrganisationId }),
      ...(leadId === undefined ? {} : { leadId }),
      ...(input.isOpen ? { erasedAt: null } : {}),
      saleId: { ...(saleId === undefined ? {} : { equals: saleId }), ...(before ? { lt: before } : {}) },
    },
    include: { withdrawal: { select: { kind: true, at: true } } },
    orderBy: { saleId: 'desc' },
    take: input.limit,
  });
  const received = await readArrivalsOf(db.pool, {
    event: 'lead.withdrawn',
    subjectIds: rows.map((row) => row.saleId),
  });
  return rows.map((row) => ({
    saleId: row.saleId,
    leadId: row.leadId,
    kind: row.withdrawal.kind as WithdrawalKind,
    buyerOrganisationId: row.buyerOrganisationId,
    withdrawnAt: row.withdrawal.at,
    receivedAt: received.get(row.saleId) ?? null,
    erasedAt: row.erasedAt,
  }));
}

/** How many withdrawals a buyer has not answered yet. */
export function countOpenNotices(db: Db, buyerOrganisationId: string): Promise<number> {
  return db.prisma.withdrawalNotice.count({ where: { buyerOrganisationId, erasedAt: null } });
}

/** Which of a buyer's sales have a withdrawal that it has not answered yet. */
export async function findOpenNotices(
  db: Db,
  input: { buyerOrganisationId: string; saleIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const { buyerOrganisationId, saleIds } = input;
  const rows = await db.prisma.withdrawalNotice.findMany({
    where: { buyerOrganisationId, saleId: { in: [...saleIds] }, erasedAt: null },
    select: { saleId: true },
  });
  return new Set(rows.map(({ saleId }) => saleId));
}
