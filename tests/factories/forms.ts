import { createForm } from '#app/domain/forms/create-form.server.ts';
import type { FormKind, LeadForm } from '#app/domain/forms/form.ts';
import { type DraftSpec, formSpec } from '#app/domain/forms/form-spec.ts';
import { WORK_BITS } from '#app/domain/forms/judge-post.ts';
import { publishForm } from '#app/domain/forms/publish-form.server.ts';
import { saveForm } from '#app/domain/forms/save-form.server.ts';
import { proveWork } from '#app/forms/embed/prove-work.ts';
import type { Db } from '#app/platform/platform.server.ts';

const ACTOR = { actor: 'test', origin: 'test' };

/** A form of an offer, published unless it is told otherwise. */
export async function makeForm(
  db: Db,
  offer: { organisationId: string; id: string },
  options: { kind?: FormKind; draft?: Partial<DraftSpec>; isPublished?: boolean } = {},
): Promise<LeadForm> {
  const { organisationId, id: offerId } = offer;
  const now = new Date();
  const made = await createForm(db, {
    ...ACTOR,
    organisationId,
    offerId,
    kind: options.kind ?? 'form',
    name: 'Test form',
    language: 'en',
    now,
  });
  const of = { organisationId, formId: made.id, now };
  const draft = { ...made.draft, ...options.draft };
  const saved = await saveForm(db, { ...of, name: made.name, draft });
  return (options.isPublished ?? true) ? publishForm(db, { ...ACTOR, ...of }) : saved;
}

/** What a visitor's script does between opening a form and sending it. */
export async function solve(token: string): Promise<number> {
  return proveWork(token, WORK_BITS);
}

/** A version as it is kept. */
export async function versionOf(db: Db, formId: string, version: number) {
  const row = await db.prisma.leadFormVersion.findUniqueOrThrow({
    where: { formId_version: { formId, version } },
  });
  return { ...row, spec: formSpec.parse(row.spec) };
}
