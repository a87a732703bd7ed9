import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { OrganisationTerms } from './organisation-terms.ts';

/** Adds an organisation with its first owner. One that sells waits for a moderator; who only buys brings nobody harm. */
export async function addOrganisation(
  tx: PrismaTx,
  input: Actor & { ownerId: string; terms: OrganisationTerms; now: Date },
): Promise<string> {
  const { ownerId, terms, now } = input;
  const id = newId('org', now.getTime());
  await tx.organisation.create({
    data: { id, ...terms, reviewStatus: terms.sells ? 'waiting' : 'approved', createdAt: now },
  });
  await tx.membership.create({
    data: {
      id: newId('memb', now.getTime()),
      personId: ownerId,
      organisationId: id,
      role: 'owner',
      createdAt: now,
    },
  });
  await recordAudit(tx, {
    ...input,
    organisationId: id,
    action: 'organisation.created',
    subjectId: id,
    details: { ...terms, ownerId },
  });
  return id;
}
