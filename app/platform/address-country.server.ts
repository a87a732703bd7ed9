import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { type CountryResponse, Reader } from 'mmdb-lib';

/** One row of the table: the country alone. */
type Row = CountryResponse & { readonly country_code?: string };

let opened: Reader<Row> | undefined;

/**
 * The country that an internet address is registered in; null for one that is private or reserved, not in the
 * table, or no address. The
 * first call reads the table (8 MB, kept), later ones take microseconds.
 * @returns ISO 3166-1 alpha-2
 * Source: the registries' own statements and the routing table, by ip-location-db (CC0).
 */
export function addressCountry(address: string): string | null {
  if (isIP(address) === 0) return null;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return null;
  const country = reader().get(parsed.toString())?.country_code;
  return country && /^[A-Z]{2}$/.test(country) ? country : null;
}

function reader(): Reader<Row> {
  opened ??= new Reader<Row>(
    readFileSync(
      createRequire(import.meta.url).resolve(
        '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
      ),
    ),
  );
  return opened;
}
