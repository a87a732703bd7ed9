import { announce } from '#app/domain/delivery/announce.server.ts';
import { readSidesOfSales } from '#app/domain/exchange/read-sales.server.ts';
import type { JobContext } from '../context.ts';

type Moved = { saleId: string; to: 'released' | 'returned' | 'taken_back' };

export async function saleMoved(context: JobContext, jobs: readonly Moved[]): Promise<void> {
  const sales = await readSidesOfSales(
    context.db.pool,
    jobs.map((job) => job.saleId),
  );
  const offers = new Map(sales.map((sale) => [sale.id, sale]));
  await announce(context.db, {
    announcements: jobs.flatMap(({ saleId, to }) => {
      const sale = offers.get(saleId);
      if (!sale) return [];
      const event = to === 'released' ? 'postback.paid' : 'postback.rejected';
      const { buyerOrganisationId: buyer, sellerOrganisationId: seller, offerId } = sale;
      // An upheld dispute is told of as a dispute; what is taken back without one, as this.
      const told = to === 'taken_back' ? [buyer, seller] : [];
      return [
        { event, subjectId: saleId, organisationId: seller, offerId } as const,
        ...told.map(
          (organisationId) => ({ event: 'sale.taken_back', subjectId: saleId, organisationId }) as const,
        ),
      ];
    }),
    now: context.now(),
  });
}
