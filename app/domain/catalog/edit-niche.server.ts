import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type NicheTerms, termsOf, versionOf } from './niche-terms.ts';
import { changedType, questionnaire } from './questionnaire.ts';
import { expireReference } from './read-reference.server.ts';

/**
 * Changes what is given of a niche's terms; every process goes by it within seconds. Sales that stand keep their fee, leads
 * their answers, and offers their state.
 * @param input.version of the terms that the change was made from
 * @throws Refusal `niche_not_known`, `niche_changed`, `question_type_stays`
 */
export async function editNiche(
  db: Db,
  input: Actor & { nicheCode: string; version: string; change: Partial<NicheTerms>; now: Date },
): Promise<void> {
  const { nicheCode, change, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM niche WHERE code = ${nicheCode} FOR NO KEY UPDATE`;
    const row = await tx.niche.findUnique({ where: { code: nicheCode } });
    if (!row) throw new Refusal('niche_not_known', { niche: nicheCode });
    if (versionOf(row) !== input.version) throw new Refusal('niche_changed');
    const before = termsOf(row);
    const given = {
      ...(change.feeBasisPoints === undefined ? {} : { feeBasisPoints: change.feeBasisPoints }),
      ...(change.trade === undefined ? {} : { trade: change.trade }),
      // The questions are the admin's from here on: a release no longer brings its own.
      ...(change.questions ? { questions: questionnaire.parse(change.questions), editedAt: now } : {}),
    };
    const misfit = given.questions && changedType(before.questions, given.questions);
    if (misfit) throw new Refusal('question_type_stays', { question: misfit });
    await tx.niche.update({ where: { code: nicheCode }, data: given });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'niche.edited',
      subjectId: nicheCode,
      details: { before: pick(before, change), after: pick({ ...before, ...given }, change) },
    });
  });
  expireReference(db.pool);
}

/** Of the terms what the change names. */
function pick(terms: NicheTerms, change: Partial<NicheTerms>): Partial<NicheTerms> {
  return Object.fromEntries(Object.entries(terms).filter(([name]) => Object.hasOwn(change, name)));
}
