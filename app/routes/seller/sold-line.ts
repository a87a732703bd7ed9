import type { Reference } from '#app/domain/catalog/reference.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { present } from '#app/kernel/assert.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';

export type SoldLine = ReturnType<typeof toSoldLine>;

/** A sale as its seller reads it: what of the price is theirs, and from when on. */
export function toSoldLine(reference: Reference, sale: Sale, leadOf: ReadonlyMap<string, Lead>) {
  const lead = present(leadOf.get(sale.leadId), 'a sale is of a lead');
  const { currency } = sale;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return {
    id: sale.id,
    leadId: lead.id,
    niche: nicheNameOf(reference, lead.niche),
    place: regionNameOf(reference, lead.placeCode),
    soldAt: sale.soldAt,
    price: write(sale.priceMinor),
    fee: write(sale.feeMinor),
    share: write(sale.priceMinor - sale.feeMinor),
    status: sale.status,
    freeAt: sale.disputeUntil,
  };
}
