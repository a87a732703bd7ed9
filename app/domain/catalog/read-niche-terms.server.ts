import type { Db } from '#app/platform/platform.server.ts';
import { type NicheTerms, termsOf, versionOf } from './niche-terms.ts';

/** A niche's terms as they are stored now, and by what to tell whether they still are. */
export async function readNicheTerms(
  db: Db,
  input: { nicheCode: string },
): Promise<(NicheTerms & { readonly version: string; readonly editedAt: Date | null }) | null> {
  const row = await db.prisma.niche.findUnique({ where: { code: input.nicheCode } });
  return row && { ...termsOf(row), version: versionOf(row), editedAt: row.editedAt };
}
