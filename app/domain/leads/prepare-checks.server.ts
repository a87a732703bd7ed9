import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { addressCountry } from '#app/platform/address-country.server.ts';
import { phonePlace } from '#app/platform/phone-places.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkPhone } from './checks/check-phone.ts';
import { citiesNamedIn, placesOf } from './places-of.ts';

/** A landline of each of the field's countries: their tables are read on first use, which a first lead should not wait for. */
const SAMPLES = [
  '+74951234567',
  '+380441234567',
  '+77272123456',
  '+994121234567',
  '+37410123456',
  '+3611234567',
  '+97611123456',
  '+12125551234',
];

/** An address that any table holds. */
const SAMPLE_ADDRESS = '8.8.8.8';

/** Reads what checks look things up in, so that a worker that says it is ready is. */
export async function prepareChecks(db: Db): Promise<void> {
  const reference = await readReference(db.pool);
  placesOf(reference);
  addressCountry(SAMPLE_ADDRESS);
  for (const number of SAMPLES) {
    const { country } = checkPhone(number, 'UA');
    phonePlace(number);
    if (country) citiesNamedIn(reference, country);
  }
}
