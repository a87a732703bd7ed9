import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { OrganisationTerms } from './organisation-terms.ts';

/** Changes what an organisation may say otherwise of itself. */
export async function updateOrganisation(
  db: Db,
  input: Actor & {
    organisationId: string;
    change: Pick<OrganisationTerms, 'name' | 'timezone' | 'landingUrl'>;
    now: Date;
  },
): Promise<void> {
  const { organisationId: id, change } = input;
  await db.prisma.$transaction(async (tx) => {
    const before = await tx.organisation.findUniqueOrThrow({
      where: { id },
      select: { name: true, timezone: true, landingUrl: true },
    });
    await tx.organisation.update({ where: { id }, data: change });
    await recordAudit(tx, {
      ...input,
      action: 'organisation.changed',
      subjectId: id,
      details: { before, after: change },
    });
  });
}
