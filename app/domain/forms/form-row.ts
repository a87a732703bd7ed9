import type { LeadForm as FormRow } from '#app/platform/generated/prisma/client.ts';
import type { FormKind, FormStatus, LeadForm } from './form.ts';
import { draftSpec } from './form-spec.ts';

export function toForm(row: FormRow): LeadForm {
  return {
    id: row.id,
    offerId: row.offerId,
    kind: row.kind as FormKind,
    name: row.name,
    status: row.status as FormStatus,
    version: row.version,
    draft: draftSpec.parse(row.draft),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
