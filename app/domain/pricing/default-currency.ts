import type { Currency } from '#app/kernel/money.ts';

/** Countries whose own currency is traded here. ISO 3166-1 alpha-2. */
const OWN_CURRENCY: ReadonlyMap<string, Currency> = new Map([
  ['RU', 'RUB'],
  ['UA', 'UAH'],
  ['KZ', 'KZT'],
  ['AZ', 'AZN'],
  ['AM', 'AMD'],
  ['HU', 'HUF'],
  ['MN', 'MNT'],
  ['US', 'USD'],
]);

/** The euro area's 21 members since Bulgaria joined on 1 January 2026. Source: European Central Bank. */
const EURO_AREA: ReadonlySet<string> = new Set(
  'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '),
);

/**
 * The currency that prices of a country are first shown in: its own where it is traded here, the euro in the
 * euro area, else the US dollar. A default only: an organisation chooses its own.
 * @param countryCode ISO 3166-1 alpha-2, capitals
 */
export function defaultCurrency(countryCode: string): Currency {
  return OWN_CURRENCY.get(countryCode) ?? (EURO_AREA.has(countryCode) ? 'EUR' : 'USD');
}
