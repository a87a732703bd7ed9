import { readSaleById } from '#app/domain/exchange/read-sales.server.ts';
import { assert, present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * What `sale.taken_back` tells either side: the sale, the price that its buyer has again, and to its seller what it came from. Why it
 * was taken back is on the page of the sale only.
 */
export async function takenBackEvent(db: Db, input: { subjectId: string; organisationId: string }) {
  const { subjectId: saleId, organisationId } = input;
  const sale = present(await readSaleById(db, saleId), 'sales are not removed');
  const isSeller = sale.sellerOrganisationId === organisationId;
  assert(isSeller || sale.buyerOrganisationId === organisationId, 'a sale is told of to its sides');
  const taken = present(await db.prisma.takeBack.findUnique({ where: { saleId } }), 'it was taken back');
  const money = (amountMinor: bigint) => ({ amount_minor: amountMinor.toString(), currency: taken.currency });
  const common = {
    sale_id: saleId,
    lead_id: sale.leadId,
    price: money(sale.priceMinor),
    taken_back_at: taken.decidedAt.toISOString(),
  };
  if (!isSeller) return { ...common, role: 'buyer' };
  return {
    ...common,
    role: 'seller',
    from_available: money(taken.fromAvailableMinor),
    debt: money(taken.debtMinor),
  };
}
