import { openNotes } from '#app/domain/leads/seal-notes.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { SEALED_TEXTS } from './dispute.ts';

/** A sale whose price was given back after its share was free. Minor units. */
export type TakenBack = {
  readonly saleId: string;
  readonly currency: Currency;
  readonly fromAvailableMinor: bigint;
  readonly debtMinor: bigint;
  readonly feeMinor: bigint;
  /** Null once the lead is erased. */
  readonly reason: string | null;
  readonly decidedAt: Date;
};

/** How a sale was taken back, or null. */
export async function readTakeBack(db: Db, saleId: string): Promise<TakenBack | null> {
  const [taken] = await readRows(db, { saleId }, 1);
  return taken ?? null;
}

/** What was taken back from a seller, newest first. */
export function readTakeBacksOf(
  db: Db,
  input: { sellerOrganisationId: string; limit: number },
): Promise<TakenBack[]> {
  const { sellerOrganisationId, limit } = input;
  return readRows(db, { sale: { sellerOrganisationId } }, limit);
}

async function readRows(
  db: Db,
  where: { saleId: string } | { sale: { sellerOrganisationId: string } },
  limit: number,
): Promise<TakenBack[]> {
  const rows = await db.prisma.takeBack.findMany({
    where,
    include: { sale: { select: { leadId: true } } },
    orderBy: [{ decidedAt: 'desc' }, { saleId: 'desc' }],
    take: limit,
  });
  const reasons = await openNotes(
    db,
    rows.map(({ sale, sealedReason }) => ({
      leadId: sale.leadId,
      name: SEALED_TEXTS.takeBack,
      sealed: sealedReason,
    })),
  );
  return rows.map((row, index) => ({
    saleId: row.saleId,
    currency: row.currency as Currency,
    fromAvailableMinor: row.fromAvailableMinor,
    debtMinor: row.debtMinor,
    feeMinor: row.feeMinor,
    reason: reasons[index] ?? null,
    decidedAt: row.decidedAt,
  }));
}
