import type { SaleStatus } from '#app/domain/exchange/sale.ts';
import { openNotes } from '#app/domain/leads/seal-notes.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type Dispute, type DisputeFile, type DisputeStatus, SEALED_TEXTS } from './dispute.ts';
import { type DisputeRow, toDispute } from './dispute-row.ts';

type Side = 'buyer' | 'seller';

/** A row with the lead, whose key opens what was written, and how the sale stands. */
type FiledRow = DisputeRow & { sale: { leadId: string; status: string } };
const WITH_SALE = { sale: { select: { leadId: true, status: true } } } as const;

/**
 * Disputes of an organisation with what was written in them, newest first, at most `limit` from before the id `before`.
 * @param input.side only those in which it buys, or sells
 */
export async function readDisputes(
  db: Db,
  input: { organisationId: string; side?: Side; limit: number; before: string | null },
): Promise<DisputeFile[]> {
  const { organisationId, side, limit, before } = input;
  const page = {
    include: WITH_SALE,
    orderBy: { id: 'desc' as const },
    take: limit,
  };
  const older = before !== null ? { id: { lt: before } } : {};
  // Two look-ups by index and a merge: one with OR would read every dispute of both sides.
  const rows = await Promise.all([
    side === 'seller'
      ? []
      : db.prisma.dispute.findMany({ where: { buyerOrganisationId: organisationId, ...older }, ...page }),
    side === 'buyer'
      ? []
      : db.prisma.dispute.findMany({ where: { sellerOrganisationId: organisationId, ...older }, ...page }),
  ]);
  return toFiles(
    db,
    rows
      .flat()
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit),
  );
}

/** One dispute of which the organisation is a side, whoever's it is for null; null when there is none. */
export async function readDispute(
  db: Db,
  input: { disputeId: string; organisationId: string | null; side?: Side },
): Promise<DisputeFile | null> {
  const { disputeId: id, organisationId } = input;
  const row = await db.prisma.dispute.findUnique({ where: { id }, include: WITH_SALE });
  if (!row) return null;
  const isBuyers = row.buyerOrganisationId === organisationId && input.side !== 'seller';
  const isSellers = row.sellerOrganisationId === organisationId && input.side !== 'buyer';
  if (organisationId !== null && !isBuyers && !isSellers) return null;
  const [file] = await toFiles(db, [row]);
  return file ?? null;
}

/** The dispute about a sale, without its texts, or null. */
export async function readDisputeOfSale(db: Db, saleId: string): Promise<Dispute | null> {
  const row = await db.prisma.dispute.findUnique({ where: { saleId } });
  return row && toDispute(row);
}

/**
 * A page of all disputes, those that wait longest first, with how many there are. What either side wrote is not opened.
 * @param input.page from 1
 */
export async function readDisputeQueue(
  db: Db,
  input: { statuses: readonly DisputeStatus[]; page: number; pageSize: number },
): Promise<{ disputes: Dispute[]; total: number }> {
  const where = { status: { in: [...input.statuses] } };
  const [rows, total] = await Promise.all([
    db.prisma.dispute.findMany({
      where,
      orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
    db.prisma.dispute.count({ where }),
  ]);
  return { disputes: rows.map(toDispute), total };
}

async function toFiles(db: Db, rows: readonly FiledRow[]): Promise<DisputeFile[]> {
  const texts = await openNotes(
    db,
    rows.flatMap(({ sale: { leadId }, sealedDetail, sealedReply, sealedRuling }) => [
      { leadId, name: SEALED_TEXTS.detail, sealed: sealedDetail },
      { leadId, name: SEALED_TEXTS.reply, sealed: sealedReply },
      { leadId, name: SEALED_TEXTS.ruling, sealed: sealedRuling },
    ]),
  );
  return rows.map((row, index) => ({
    ...toDispute(row),
    detail: texts[index * 3] ?? null,
    replyDetail: texts[index * 3 + 1] ?? null,
    reasoning: texts[index * 3 + 2] ?? null,
    leadId: row.sale.leadId,
    saleStatus: row.sale.status as SaleStatus,
  }));
}
