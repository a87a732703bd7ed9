import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { LeadForm } from './form.ts';
import { toForm } from './form-row.ts';
import { readForm } from './read-forms.server.ts';

/**
 * Pauses a form, wherever it is shown, or lets it take requests again. Asked for what it is already, nothing changes.
 * @throws Refusal `form_unknown`, `form_not_published`
 */
export async function setFormStatus(
  db: Db,
  input: Actor & { organisationId: string; formId: string; status: 'live' | 'paused'; now: Date },
): Promise<LeadForm> {
  const { status, now } = input;
  const form = await readForm(db, input);
  if (!form) throw new Refusal('form_unknown');
  if (form.status === 'draft') throw new Refusal('form_not_published');
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.leadForm.updateMany({
      where: { id: form.id, status: { in: ['live', 'paused'], not: status } },
      data: { status, updatedAt: now },
    });
    if (count > 0)
      await recordAudit(tx, { ...input, action: `form.${status}`, subjectId: form.id, details: {} });
    return toForm(await tx.leadForm.findUniqueOrThrow({ where: { id: form.id } }));
  });
}
