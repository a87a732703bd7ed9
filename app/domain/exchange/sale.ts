import type { QuoteJson } from '#app/domain/pricing/quote-json.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { AuctionRecord } from './auction-record.ts';

export const SALE_STATUSES = ['held', 'disputed', 'released', 'refunded'] as const;
export type SaleStatus = (typeof SALE_STATUSES)[number];

export type Sale = {
  readonly id: string;
  readonly leadId: string;
  readonly offerId: string;
  readonly orderId: string | null;
  readonly sellerOrganisationId: string;
  readonly buyerOrganisationId: string;
  readonly currency: Currency;
  readonly askMinor: bigint;
  readonly topPriceMinor: bigint;
  readonly priceMinor: bigint;
  readonly feeMinor: bigint;
  readonly quote: QuoteJson;
  readonly auction: AuctionRecord;
  readonly status: SaleStatus;
  readonly soldAt: Date;
  readonly disputeUntil: Date;
};
