import type { LegalParty } from '#app/domain/settings/legal-party.ts';
import type { BusinessForm } from '#app/domain/settings/tax-number.ts';
import type { Db } from '#app/platform/platform.server.ts';

type Row = Omit<LegalParty, 'form' | 'countryCode'> & { form: string };

/** The stored row as papers speak of it. */
export function toLegalParty(row: Row, countryCode: string): LegalParty {
  return {
    form: row.form as BusinessForm,
    legalName: row.legalName,
    countryCode,
    registrationNumber: row.registrationNumber,
    taxNumber: row.taxNumber,
    vatNumber: row.vatNumber,
    address: row.address,
    signatoryName: row.signatoryName,
    signatoryRole: row.signatoryRole,
  };
}

/** Who an organisation is by law; null while its owner has not said so. */
export async function readLegalDetails(db: Db, organisationId: string): Promise<LegalParty | null> {
  const row = await db.prisma.legalDetails.findUnique({
    where: { organisationId },
    include: { organisation: { select: { countryCode: true } } },
  });
  return row && toLegalParty(row, row.organisation.countryCode);
}
