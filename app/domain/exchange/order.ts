import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { BuyingHours } from './buying-hours.ts';

/** What a buyer asks for. Amounts in minor units of `currency`. */
export type OrderTerms = {
  readonly niches: readonly string[];
  readonly regions: readonly string[];
  readonly currency: Currency;
  readonly maxPriceMinor: bigint;
  /** None given means any. */
  readonly temperatures: readonly Temperature[];
  /** 0 to 100. */
  readonly minScore: number;
  readonly acceptUnknown: boolean;
  /** What the people must speak, as ISO 639 names languages; none given means any. Who does not say is unknown. */
  readonly languages: readonly string[];
  readonly caps: {
    readonly hour: number | null;
    readonly day: number | null;
    readonly week: number | null;
    readonly month: number | null;
  };
  readonly budgetMinor: {
    readonly day: bigint | null;
    readonly month: bigint | null;
    readonly total: bigint | null;
  };
  /** IANA name; periods of caps and budgets begin by its clock, and hours are read from it. */
  readonly timezone: string;
  /** When it buys; null is at any time. */
  readonly hours: BuyingHours | null;
  readonly status: 'active' | 'paused';
};

export type Order = OrderTerms & {
  readonly id: string;
  readonly organisationId: string;
  readonly createdAt: Date;
};

/** Orders that one organisation may have. */
export const ORDERS_LIMIT = 200;

/** Niche and region pairs that one order may name: each is a row that matching reads. */
export const TARGETS_LIMIT = 2_500;
