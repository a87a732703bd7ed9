import { readAnyOffer } from '#app/domain/catalog/read-offers.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { ShownForm } from './form.ts';
import { toForm } from './form-row.ts';
import { completeSpec } from './form-spec.ts';

/** A form as it would be shown if it were published now. The caller must have made sure that it may be seen. */
export async function readDraftForm(db: Db, formId: string): Promise<ShownForm | null> {
  const row = await db.prisma.leadForm.findUnique({ where: { id: formId } });
  if (!row) return null;
  const { id, kind, version, draft } = toForm(row);
  const offer = present(await readAnyOffer(db, row.offerId), 'a form belongs to an offer');
  return { id, kind, version, spec: completeSpec(draft), consentText: offer.consentText, offer };
}
