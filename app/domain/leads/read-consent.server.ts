import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** What the person behind a lead agreed to and when; it is kept when the contact is erased, as proof that there was consent. */
export async function readConsent(
  db: Db,
  leadId: string,
): Promise<{ text: string; givenAt: Date; form: { id: string; version: number } | null }> {
  const row = await db.prisma.leadConsent.findUnique({
    where: { leadId },
    select: { text: true, givenAt: true, formId: true, formVersion: true },
  });
  const { text, givenAt, formId, formVersion } = present(row, 'a lead is taken in with its consent');
  const form = formId === null || formVersion === null ? null : { id: formId, version: formVersion };
  return { text, givenAt, form };
}
