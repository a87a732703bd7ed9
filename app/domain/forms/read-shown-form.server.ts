import { readAnyOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { tradeOf } from '#app/domain/catalog/reference.ts';
import { isBarredFromSelling } from '#app/domain/identity/is-barred-from-selling.server.ts';
import { present } from '#app/kernel/assert.ts';
import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { FormKind, ShownForm } from './form.ts';
import { readSpec } from './form-spec.ts';

/** A form as a visitor meets it. `isOpen` says whether it takes requests now. */
export type MetForm = { readonly form: ShownForm; readonly isOpen: boolean };

/**
 * The published form of this id, whoever's it is; null where there is none.
 * @param version the version that a visitor has open; the current one where it is left out
 */
export async function readShownForm(db: Db, formId: string, version?: number): Promise<MetForm | null> {
  if (!isId('form', formId)) return null;
  const row = await db.prisma.leadForm.findUnique({ where: { id: formId } });
  if (!row || row.version === 0) return null;
  const stored = await db.prisma.leadFormVersion.findUnique({
    where: { formId_version: { formId, version: version ?? row.version } },
  });
  if (!stored) return null;
  const offer = present(await readAnyOffer(db, row.offerId), 'a form belongs to an offer');
  const [reference, isBarred] = await Promise.all([
    readReference(db.pool),
    isBarredFromSelling(db.pool, offer.organisationId),
  ]);
  return {
    form: {
      id: row.id,
      kind: row.kind as FormKind,
      version: stored.version,
      spec: readSpec(stored.spec),
      consentText: stored.consentText,
      offer,
    },
    isOpen:
      row.status === 'live' &&
      offer.status === 'active' &&
      !isBarred &&
      tradeOf(reference, offer.niche) !== 'forbidden',
  };
}
