import type { Db } from '#app/platform/platform.server.ts';

/** A seller's own fee, hundredths of a percent, as it is stored now; null where the niches' fees hold. */
export async function readSellerFee(db: Db, organisationId: string): Promise<number | null> {
  const row = await db.prisma.sellerFee.findUnique({ where: { organisationId } });
  return row?.feeBasisPoints ?? null;
}
