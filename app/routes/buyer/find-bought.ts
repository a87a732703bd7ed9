import type { AppLoadContext } from '@remix-run/node';
import { readBoughtSales } from '#app/domain/exchange/read-bought-sales.server.ts';

/**
 * The id of a sale that the organisation bought.
 * @throws Response 404 for another's as for none
 */
export async function findBought(
  { context: { db } }: { context: AppLoadContext },
  organisationId: string,
  saleId: string,
): Promise<string> {
  const [sale] = await readBoughtSales(db, { organisationId, saleIds: [saleId] });
  if (!sale) throw new Response(null, { status: 404 });
  return sale.id;
}
