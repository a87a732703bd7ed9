import type { Db } from '#app/platform/platform.server.ts';
import { OPEN_TOP_UPS_LIMIT, type TopUp } from './top-up.ts';
import { toTopUp } from './top-up-row.ts';

/** The organisation's top-ups that are not paid yet, newest first. */
export async function readOpenTopUps(db: Db, input: { organisationId: string }): Promise<TopUp[]> {
  const rows = await db.prisma.topUp.findMany({
    where: { organisationId: input.organisationId, status: 'open' },
    orderBy: { id: 'desc' },
    take: OPEN_TOP_UPS_LIMIT,
  });
  return rows.map(toTopUp);
}

/** One top-up of the organisation, or null. */
export async function readTopUp(
  db: Db,
  input: { organisationId: string; topUpId: string },
): Promise<TopUp | null> {
  const row = await db.prisma.topUp.findFirst({
    where: { id: input.topUpId, organisationId: input.organisationId },
  });
  return row && toTopUp(row);
}
