import { decideRecharges } from '#app/domain/billing/decide-recharges.server.ts';
import { announce } from '#app/domain/delivery/announce.server.ts';
import { readSidesOfSales } from '#app/domain/exchange/read-sales.server.ts';
import { queueReceipts } from '#app/domain/privacy/queue-receipts.server.ts';
import type { Ids } from '#app/platform/job-kind.ts';
import type { JobContext } from '../context.ts';

export async function saleRecorded(context: JobContext, jobs: readonly Ids[]): Promise<void> {
  const sales = await readSidesOfSales(
    context.db.pool,
    jobs.flatMap((job) => job.ids),
  );
  await announce(context.db, {
    announcements: sales.flatMap((sale) => [
      { event: 'lead.sold' as const, subjectId: sale.id, organisationId: sale.buyerOrganisationId },
      { event: 'lead.sale' as const, subjectId: sale.id, organisationId: sale.sellerOrganisationId },
      {
        event: 'postback.approved' as const,
        subjectId: sale.id,
        organisationId: sale.sellerOrganisationId,
        offerId: sale.offerId,
      },
    ]),
    now: context.now(),
  });
  await queueReceipts(context.db, { saleIds: sales.map(({ id }) => id), now: context.now() });
  await decideRecharges(context.db, {
    organisationIds: [...new Set(sales.map((sale) => sale.buyerOrganisationId))],
    now: context.now(),
  });
}
