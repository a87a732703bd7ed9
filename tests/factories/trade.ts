import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { OrderTerms } from '#app/domain/exchange/order.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { takeLeads } from '#app/domain/leads/take-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { freshPhone, fund, makeOffer, makeOrder, makeOrganisation } from './market.ts';

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
    const offer = present(await readOffer(db, { organisationId: sellerId, offerId }), 'the offer exists');
    const prepared = prepareLead(await readReference(db.pool), offer, {
      region: 'UA-30',
      city: 'Kyiv',
      language: null,
      attributes: {},
      wantedWithinDays: null,
      budget: null,
      decisionMaker: null,
      preferredChannel: null,
      channel: 'form',
      traffic: null,
      campaign: null,
      subIds: [],
      utm: {},
      consent: { text: 'I agree to be called about my request.', givenAt: now },
      externalId: null,
      test: false,
      contact: {
        name: 'Olena Kovalenko',
        phone: freshPhone(),
        email: null,
        message: null,
        photos: [],
        sourceUrl: null,
        consentUrl: null,
        ip: null,
        userAgent: null,
      },
    });
    const [taken] = await takeLeads(db, [{ prepared, idempotency: null, waitMs: 0, now }]);
    if (taken?.kind !== 'taken') throw new Error('the lead was not taken');
    await processLeads(db, { leadIds: [taken.lead.id], now, checkWaitMs: 0 });
    const sale = await db.prisma.sale.findFirstOrThrow({ where: { leadId: taken.lead.id } });
    return { saleId: sale.id, leadId: taken.lead.id };
  }

  return { sellerId, buyerId, orderId, sell };
}
