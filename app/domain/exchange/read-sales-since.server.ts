import { leastId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { toSale } from './read-sales.server.ts';
import type { Sale } from './sale.ts';

/** What an organisation bought in a currency since a moment, oldest first, at most `limit`. */
export async function readSalesSince(
  db: Db,
  input: { buyerOrganisationId: string; currency: Currency; since: Date; limit: number },
): Promise<Sale[]> {
  const { buyerOrganisationId, currency, since, limit } = input;
  const rows = await db.prisma.sale.findMany({
    where: {
      buyerOrganisationId,
      currency,
      id: { gte: leastId('sale', after(since, -DAY_MS).getTime()) },
      soldAt: { gte: since },
    },
    orderBy: { id: 'asc' },
    take: limit,
  });
  return rows.map(toSale);
}
