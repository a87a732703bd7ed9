import type { Reference } from '#app/domain/catalog/reference.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type OrderTerms, TARGETS_LIMIT } from './order.ts';

/**
 * Whether the terms name what exists and fit together.
 * @throws Refusal `niche_unknown`, `region_unknown`, `timezone_unknown`, `order_too_wide`
 */
export function checkOrderTerms(reference: Reference, terms: OrderTerms): void {
  for (const niche of terms.niches) {
    if (!reference.niches.has(niche)) throw new Refusal('niche_unknown', { niche });
  }
  for (const region of terms.regions) {
    if (!reference.regions.has(region)) throw new Refusal('region_unknown', { region });
  }
  if (!reference.timezones.has(terms.timezone))
    throw new Refusal('timezone_unknown', { timezone: terms.timezone });
  const targets = terms.niches.length * terms.regions.length;
  if (targets > TARGETS_LIMIT) throw new Refusal('order_too_wide', { targets, limit: TARGETS_LIMIT });
}
