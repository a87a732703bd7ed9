import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { addOrganisation } from './add-organisation.server.ts';
import type { OrganisationTerms } from './organisation-terms.ts';

const ORGANISATIONS_LIMIT = 20;

/**
 * Adds an organisation to those of a person, who owns it, and lets this session act for it.
 * @throws Refusal `organisations_limit`
 */
export async function createOrganisation(
  db: Db,
  input: Actor & { personId: string; sessionId: string; terms: OrganisationTerms; now: Date },
): Promise<string> {
  const { personId, sessionId } = input;
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM person WHERE id = ${personId} FOR NO KEY UPDATE`;
    const count = await tx.membership.count({ where: { personId } });
    if (count >= ORGANISATIONS_LIMIT)
      throw new Refusal('organisations_limit', { limit: ORGANISATIONS_LIMIT });
    const organisationId = await addOrganisation(tx, { ...input, ownerId: personId });
    await tx.session.updateMany({ where: { id: sessionId, personId }, data: { organisationId } });
    return organisationId;
  });
}
