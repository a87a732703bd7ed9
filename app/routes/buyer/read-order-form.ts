import type { z } from 'zod';
import { orderBody } from '#app/api/orders.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { parseMajor } from '#app/ui/parse-major.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { all, type Failed, failed, one, parseForm, type Typed } from '../form.ts';
import { resolveRegions } from '../seller/resolve-regions.ts';
import { sayErrors } from '../seller/say-errors.ts';
import { BUDGET_PERIODS, CAP_PERIODS } from './order-values.ts';

const words = buyerWords.orderForm.errors;

const FIELD_OF: Readonly<Record<string, string>> = {
  niches: 'niches',
  regions: 'regions',
  max_price: 'max_price',
  'filters.temperature': 'temperature',
  'filters.min_score': 'min_score',
  'filters.languages': 'languages',
  'hours.days': 'hours_days',
  'hours.from': 'hours_from',
  'hours.to': 'hours_to',
  hours: 'hours_to',
  ...Object.fromEntries(CAP_PERIODS.map((period) => [`caps.${period}`, `cap_${period}`])),
  ...Object.fromEntries(BUDGET_PERIODS.map((period) => [`budget.${period}`, `budget_${period}`])),
};

const SENTENCES: Readonly<Record<string, string>> = {
  niches: words.niches,
  regions: words.regions,
  max_price: words.max_price,
  min_score: words.min_score,
  languages: words.languages,
  hours_from: words.hours,
  hours_to: words.hours,
  timezone: words.timezone,
  ...Object.fromEntries(CAP_PERIODS.map((period) => [`cap_${period}`, words.cap])),
  ...Object.fromEntries(BUDGET_PERIODS.map((period) => [`budget_${period}`, words.budget])),
};

/** Refusals of the domain that are about a field of the form. */
export const ORDER_REFUSALS = {
  niche_unknown: 'niches',
  region_unknown: 'regions',
  order_too_wide: 'regions',
  timezone_unknown: 'timezone',
} as const;

/**
 * What an order's form means, read by the schema of the API.
 * @param currency the one that stays, where an order is changed
 */
export function readOrderForm(
  reference: Reference,
  typed: Typed,
  currency: Currency | null,
): { ok: true; data: z.output<typeof orderBody> } | { ok: false; failed: Failed } {
  const unit = currency ?? CURRENCIES.find((one_) => one_ === one(typed, 'currency')) ?? CURRENCIES[0];
  const regions = resolveRegions(reference, all(typed, 'regions'), one(typed, 'region_add'));
  const shown = { ...typed, regions: regions.codes, ...(regions.error ? {} : { region_add: [''] }) };
  const amount = (name: string) => {
    const text = one(typed, name).trim();
    return { amount_minor: parseMajor(text, unit)?.toString() ?? text, currency: unit };
  };
  const days = all(typed, 'hours_days');
  const hour = (name: string) => Number(one(typed, name));
  const bound = <Value>(name: string, read: (name: string) => Value) =>
    one(typed, name).trim() === '' ? null : read(name);
  const read = parseForm(
    orderBody,
    shown,
    {
      niches: all(typed, 'niches'),
      regions: regions.codes,
      max_price: amount('max_price'),
      filters: {
        temperature: all(typed, 'temperature'),
        min_score: Number(one(typed, 'min_score') || 0),
        languages: all(typed, 'languages'),
      },
      accept_unknown: one(typed, 'accept_unknown') === 'yes',
      caps: Object.fromEntries(
        CAP_PERIODS.map((period) => [period, bound(`cap_${period}`, (name) => Number(one(typed, name)))]),
      ),
      budget: Object.fromEntries(BUDGET_PERIODS.map((period) => [period, bound(`budget_${period}`, amount)])),
      timezone: one(typed, 'timezone'),
      hours: days.length === 0 ? null : { days, from: hour('hours_from'), to: hour('hours_to') },
      status: one(typed, 'status') === 'paused' ? 'paused' : 'active',
    },
    FIELD_OF,
  );
  if (!read.ok) {
    const said = sayErrors(read.failed, SENTENCES);
    return {
      ok: false,
      failed: regions.error ? { ...said, errors: { ...said.errors, regions: regions.error } } : said,
    };
  }
  if (regions.error) return { ok: false, failed: failed(shown, { regions: regions.error }) };
  return read;
}
