import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Takes an invoice back that is not paid. Money that comes for it all the same is still booked.
 * @throws Refusal `bank_invoice_unknown`, `bank_invoice_over`
 */
export async function cancelBankInvoice(
  db: Db,
  input: Actor & { organisationId: string; invoiceId: string; now: Date },
): Promise<void> {
  const { organisationId, invoiceId, now } = input;
  const id = invoiceId;
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.bankInvoice.updateMany({
      where: { id, organisationId, status: 'open' },
      data: { status: 'cancelled', endedAt: now },
    });
    if (count === 0) {
      const known = await tx.bankInvoice.count({ where: { id, organisationId } });
      throw new Refusal(known > 0 ? 'bank_invoice_over' : 'bank_invoice_unknown');
    }
    await recordAudit(tx, { ...input, action: 'bank_invoice.cancelled', subjectId: id, details: {} });
  });
}
