import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { phonePlace } from '#app/platform/phone-places.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkPhone } from './checks/check-phone.ts';
import { placesOf } from './places-of.ts';

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

/** Reads what checks look things up in, so that a worker that says it is ready is. */
export async function prepareChecks(db: Db): Promise<void> {
  placesOf(await readReference(db.pool));
  for (const number of SAMPLES) {
    checkPhone(number, 'UA');
    phonePlace(number);
  }
}
