import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { StandingOrder as Row } from '#app/platform/generated/prisma/client.ts';
import type { BuyingHours } from './buying-hours.ts';
import type { Order, OrderTerms } from './order.ts';

/** The columns that hold an order's terms. */
export function orderColumns(terms: OrderTerms) {
  return {
    niches: [...terms.niches],
    regions: [...terms.regions],
    currency: terms.currency,
    maxPriceMinor: terms.maxPriceMinor,
    temperatures: [...terms.temperatures],
    minScore: terms.minScore,
    acceptUnknown: terms.acceptUnknown,
    languages: [...terms.languages],
    capHour: terms.caps.hour,
    capDay: terms.caps.day,
    capWeek: terms.caps.week,
    capMonth: terms.caps.month,
    budgetDayMinor: terms.budgetMinor.day,
    budgetMonthMinor: terms.budgetMinor.month,
    budgetTotalMinor: terms.budgetMinor.total,
    timezone: terms.timezone,
    hoursDays: [...(terms.hours?.days ?? [])],
    hoursFrom: terms.hours?.from ?? null,
    hoursTo: terms.hours?.to ?? null,
    status: terms.status,
  };
}

/** What matching looks leads up in: a row per niche and region of an active order, none of a paused one. */
export function targetRows(orderId: string, terms: OrderTerms) {
  if (terms.status !== 'active') return [];
  return terms.niches.flatMap((nicheCode) =>
    terms.regions.map((regionCode) => ({
      orderId,
      nicheCode,
      regionCode,
      currency: terms.currency,
      maxPriceMinor: terms.maxPriceMinor,
    })),
  );
}

export function toOrder(row: Row): Order {
  return {
    id: row.id,
    organisationId: row.organisationId,
    niches: row.niches,
    regions: row.regions,
    currency: row.currency as Currency,
    maxPriceMinor: row.maxPriceMinor,
    temperatures: row.temperatures as Temperature[],
    minScore: row.minScore,
    acceptUnknown: row.acceptUnknown,
    languages: row.languages,
    caps: { hour: row.capHour, day: row.capDay, week: row.capWeek, month: row.capMonth },
    budgetMinor: { day: row.budgetDayMinor, month: row.budgetMonthMinor, total: row.budgetTotalMinor },
    timezone: row.timezone,
    hours: toBuyingHours(row),
    status: row.status as Order['status'],
    createdAt: row.createdAt,
  };
}

export function toBuyingHours(row: {
  hoursDays: readonly string[];
  hoursFrom: number | null;
  hoursTo: number | null;
}): BuyingHours | null {
  if (row.hoursFrom === null || row.hoursTo === null) return null;
  return { days: row.hoursDays as BuyingHours['days'], from: row.hoursFrom, to: row.hoursTo };
}
