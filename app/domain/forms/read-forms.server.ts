import type { Db } from '#app/platform/platform.server.ts';
import type { LeadForm } from './form.ts';
import { toForm } from './form-row.ts';
import { FORMS_MOST } from './limits.ts';

/** The forms of an offer, the oldest first. The caller must have made sure whose offer it is. */
export async function readForms(db: Db, offerId: string): Promise<LeadForm[]> {
  const rows = await db.prisma.leadForm.findMany({
    where: { offerId },
    orderBy: { id: 'asc' },
    take: FORMS_MOST,
  });
  return rows.map(toForm);
}

/** One form of an organisation's offers, or null. */
export async function readForm(
  db: Db,
  input: { organisationId: string; formId: string },
): Promise<LeadForm | null> {
  const row = await db.prisma.leadForm.findFirst({
    where: { id: input.formId, offer: { organisationId: input.organisationId } },
  });
  return row && toForm(row);
}
