import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import { toStanding } from './standing-row.ts';
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
  const own = await lockOwn(tx, input);
  if (own) return toStanding(own);
  const bought = await tx.sale.count({ where: { id: saleId, buyerOrganisationId: organisationId } });
  if (bought === 0) throw new Refusal('sale_unknown');
  // What else the row holds is the sale's: the database fills it in.
  await tx.$executeRaw`INSERT INTO sale_work (sale_id, organisation_id, outcome, updated_at)
    VALUES (${saleId}, ${organisationId}, ${UNTOUCHED.state}, ${now}) ON CONFLICT DO NOTHING`;
  return toStanding(present(await lockOwn(tx, input), 'work that began goes on'));
}

async function lockOwn(tx: PrismaTx, { saleId, organisationId }: { saleId: string; organisationId: string }) {
  await tx.$queryRaw`SELECT FROM sale_work WHERE sale_id = ${saleId} AND organisation_id = ${organisationId} FOR UPDATE`;
  return tx.saleWork.findFirst({ where: { saleId, organisationId } });
}
