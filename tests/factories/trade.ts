import type { OrderTerms } from '#app/domain/exchange/order.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { sendLeads } from './leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from './market.ts';

/** A seller and a buyer who trade with each other alone, in a niche of their own. */
export type Trade = {
  readonly sellerId: string;
  readonly buyerId: string;
  readonly orderId: string;
  /** Sends a lead of 300.00 UAH, of which 30.00 are the fee, and sells it: the ids of both. */
  readonly sell: (now?: Date) => Promise<{ saleId: string; leadId: string }>;
};

export async function openTrade(
  db: Db,
  options: { niche: string; order?: Partial<OrderTerms> },
): Promise<Trade> {
  const sellerId = await makeOrganisation(db, 'seller');
  const buyerId = await makeOrganisation(db, 'buyer');
  await fund(db, buyerId, 10_000_000n);
  const { niche } = options;
  const { id: orderId } = await makeOrder(db, buyerId, { niches: [niche], ...options.order });
  const { id: offerId } = await makeOffer(db, sellerId, { niche });

  async function sell(now = new Date()) {
    const [lead] = await sendLeads(
      db,
      { organisationId: sellerId, id: offerId },
      [{ contact: { name: 'Olena Kovalenko' } }],
      now,
    );
    const leadId = present(lead, 'one lead was sent').id;
    const sale = await db.prisma.sale.findFirstOrThrow({ where: { leadId } });
    return { saleId: sale.id, leadId };
  }

  return { sellerId, buyerId, orderId, sell };
}
