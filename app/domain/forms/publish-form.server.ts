import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readAnyOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkDraft } from './check-draft.ts';
import type { LeadForm } from './form.ts';
import { toForm } from './form-row.ts';
import { completeSpec } from './form-spec.ts';
import { readForm } from './read-forms.server.ts';
import { sameJson } from './same-json.ts';

/**
 * Makes the draft the version that visitors see from now on, with the offer's wording of consent as it is at this moment.
 * Publishing what is shown already changes nothing.
 * @throws Refusal `form_unknown`, `form_codes_unavailable` where an offer promises verified contacts and numbers cannot be
 *   checked here, and those of `checkDraft`
 */
export async function publishForm(
  db: Db,
  input: Actor & { organisationId: string; formId: string; now: Date },
): Promise<LeadForm> {
  const { now } = input;
  const form = await readForm(db, input);
  const offer = form && (await readAnyOffer(db, form.offerId));
  if (!form || !offer) throw new Refusal('form_unknown');
  const { niches } = await readReference(db.pool);
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM lead_form WHERE id = ${form.id} FOR NO KEY UPDATE`;
    const row = present(await tx.leadForm.findUnique({ where: { id: form.id } }), 'a form is never deleted');
    const { draft, version, kind } = toForm(row);
    checkDraft({ kind, draft, questions: niches.get(offer.niche)?.questions ?? [], offer });
    if (offer.targetAction === 'verified_contact' && !db.phone?.methods.includes(draft.codeMethod))
      throw new Refusal('form_codes_unavailable');
    const spec = completeSpec(draft);
    const shown = await tx.leadFormVersion.findUnique({
      where: { formId_version: { formId: form.id, version } },
    });
    const isSame = shown !== null && shown.consentText === offer.consentText && sameJson(shown.spec, spec);
    if (!isSame)
      await tx.leadFormVersion.create({
        data: {
          formId: form.id,
          version: version + 1,
          spec,
          consentText: offer.consentText,
          publishedAt: now,
          publishedBy: input.actor,
        },
      });
    if (isSame && row.status === 'live') return toForm(row);
    const after = await tx.leadForm.update({
      where: { id: form.id },
      data: { version: isSame ? version : version + 1, status: 'live', updatedAt: now },
    });
    await recordAudit(tx, {
      ...input,
      action: 'form.published',
      subjectId: form.id,
      details: { version: after.version },
    });
    return toForm(after);
  });
}
