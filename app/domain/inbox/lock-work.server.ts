import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import { standingColumns, toStanding } from './standing-row.ts';
import { type Standing, UNTOUCHED } from './work.ts';

/**
 * The work on a bought lead, begun where nobody began it, and locked until the caller's transaction ends.
 * @throws Refusal `sale_unknown` when the organisation bought no such lead
 */
export async function lockWork(
  tx: PrismaTx,
  input: { saleId: string; organisationId: string; now: Date },
): Promise<Standing> {
  const { saleId, organisationId, now } = input;
  const bought = await tx.sale.count({ where: { id: saleId, buyerOrganisationId: organisationId } });
  if (bought === 0) throw new Refusal('sale_unknown');
  await tx.saleWork.createMany({
    data: [{ saleId, organisationId, ...standingColumns(UNTOUCHED), updatedAt: now }],
    skipDuplicates: true,
  });
  await tx.$queryRaw`SELECT FROM sale_work WHERE sale_id = ${saleId} FOR UPDATE`;
  return toStanding(await tx.saleWork.findUniqueOrThrow({ where: { saleId } }));
}
