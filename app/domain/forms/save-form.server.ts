import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkDraft } from './check-draft.ts';
import type { LeadForm } from './form.ts';
import { toForm } from './form-row.ts';
import type { DraftSpec } from './form-spec.ts';
import { readForm } from './read-forms.server.ts';

/**
 * Keeps what was written of a form. What visitors see stays as it was published.
 * @throws Refusal `form_unknown` and those of `checkDraft`
 */
export async function saveForm(
  db: Db,
  input: { organisationId: string; formId: string; name: string; draft: DraftSpec; now: Date },
): Promise<LeadForm> {
  const { organisationId, draft, name, now } = input;
  const form = await readForm(db, input);
  const offer = form && (await readOffer(db, { organisationId, offerId: form.offerId }));
  if (!form || !offer) throw new Refusal('form_unknown');
  const { niches } = await readReference(db.pool);
  checkDraft({ kind: form.kind, draft, questions: niches.get(offer.niche)?.questions ?? [], offer });
  return toForm(
    await db.prisma.leadForm.update({ where: { id: form.id }, data: { name, draft, updatedAt: now } }),
  );
}
