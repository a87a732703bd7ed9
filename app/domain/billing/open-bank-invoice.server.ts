import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { BANK_INVOICE_LIFE_MS, checkBankInvoice, OPEN_BANK_INVOICES_LIMIT } from './bank-invoice.ts';
import { payeeOf } from './bank-payee.ts';
import { bankReferenceOf } from './bank-reference.ts';
import { openAccounts } from './open-accounts.server.ts';

/**
 * Writes an invoice that a buyer pays by bank transfer. Nothing is credited before the money has come.
 * @returns its id
 * @throws Refusal `bank_not_offered` in a currency in which the exchange has no account, `bank_invoice_too_small`,
 * `bank_invoice_too_large`, `top_up_not_whole`, `bank_invoices_open_limit`
 */
export async function openBankInvoice(
  db: Db,
  input: Actor & { organisationId: string; money: Money; now: Date },
): Promise<string> {
  const { organisationId, money, now } = input;
  checkBankInvoice(money);
  const payee = payeeOf(await readSetting(db, 'bank_account'), money.currency);
  if (!payee) throw new Refusal('bank_not_offered', { currency: money.currency });
  await openAccounts(db.pool, { organisationId, currency: money.currency, now });
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const open = await tx.bankInvoice.count({
      where: { organisationId, status: 'open', expiresAt: { gt: now } },
    });
    if (open >= OPEN_BANK_INVOICES_LIMIT)
      throw new Refusal('bank_invoices_open_limit', { limit: OPEN_BANK_INVOICES_LIMIT });
    const id = newId('binv', now.getTime());
    const number = bankReferenceOf(now.getUTCFullYear(), await nextSerial(tx));
    await tx.bankInvoice.create({
      data: {
        id,
        organisationId,
        number,
        ...money,
        payee,
        status: 'open',
        createdBy: input.actor,
        createdAt: now,
        expiresAt: after(now, BANK_INVOICE_LIFE_MS),
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'bank_invoice.opened',
      subjectId: id,
      details: { ...money, number },
    });
    return id;
  });
}

async function nextSerial(tx: PrismaTx): Promise<number> {
  const [row] = await tx.$queryRaw<{ serial: bigint }[]>`SELECT nextval('bank_invoice_serial') AS serial`;
  return Number(row?.serial);
}
