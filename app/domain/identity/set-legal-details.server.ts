import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { type LegalParty, legalPartySchema } from '#app/domain/settings/legal-party.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { toLegalParty } from './read-legal-details.server.ts';

/**
 * Sets who an organisation is by law, for papers issued from now on. The audit names what was changed and the numbers,
 * not people or addresses.
 */
export async function setLegalDetails(
  db: Db,
  input: Actor & { organisationId: string; details: Omit<LegalParty, 'countryCode'>; now: Date },
): Promise<void> {
  const { organisationId, actor, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const { countryCode } = await tx.organisation.findUniqueOrThrow({
      where: { id: organisationId },
      select: { countryCode: true },
    });
    const { countryCode: _, ...details } = legalPartySchema.parse({ ...input.details, countryCode });
    // Two who change it at once come after one another, so that each row of the audit says what it replaced.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`legal:${organisationId}`}))::text`;
    const row = await tx.legalDetails.findUnique({ where: { organisationId } });
    const before = row && toLegalParty(row, countryCode);
    const set = { ...details, updatedBy: actor, updatedAt: now };
    await tx.legalDetails.upsert({
      where: { organisationId },
      create: { organisationId, ...set },
      update: set,
    });
    await recordAudit(tx, {
      ...input,
      action: 'organisation.legal_details_set',
      subjectId: organisationId,
      details: {
        changed: Object.entries(details).flatMap(([key, value]) =>
          before?.[key as keyof LegalParty] === value ? [] : [key],
        ),
        taxNumber: details.taxNumber,
        vatNumber: details.vatNumber,
      },
    });
  });
}
