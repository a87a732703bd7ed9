import { bookReceipt } from '#app/domain/billing/book-receipt.server.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { readCharge } from '#app/domain/billing/read-charge.server.ts';
import { refundToCard } from '#app/domain/billing/refund-to-card.server.ts';
import { reserve } from '#app/domain/billing/reserve.server.ts';
import { settleChargeback } from '#app/domain/billing/settle-chargeback.server.ts';
import { settleTopUp } from '#app/domain/billing/settle-top-up.server.ts';
import { writeCorrection } from '#app/domain/billing/write-correction.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { makeBankThings } from './bank.ts';
import { makeOrganisation } from './market.ts';

const MONEY = { currency: 'UAH' as const };

/** A payment of 1,000.00 UAH by a Visa that ends in 4242, credited as if Stripe had told of it. */
export async function creditCard(db: Db, organisationId: string, now = new Date()): Promise<string> {
  const id = newId('topup', now.getTime());
  await openAccounts(db.pool, { organisationId, currency: 'UAH', now });
  await db.prisma.topUp.create({
    data: {
      ...{ id, organisationId, currency: 'UAH', amountMinor: 100_000n, status: 'open' },
      ...{ createdBy: 'test', createdAt: now },
    },
  });
  await settleTopUp(db, {
    ...{ actor: 'test', origin: 'test', now },
    page: {
      ...{ id: `cs_${id}`, status: 'complete', isPaid: true, url: null, reference: id, customerId: null },
      ...{ amountMinor: 100_000n, currency: 'UAH', paymentIntentId: `pi_${id}` },
      card: {
        ...{ paymentMethodId: `pm_${id}`, brand: 'visa', last4: '4242', expiresMonth: 12, expiresYear: 2034 },
        ...{ fingerprint: id, isAttached: false },
      },
    },
  });
  return id;
}

/** One of each movement of a wallet that is no sale. @returns what the statement has to say of each, by its kind */
export async function moveOften(db: Db, organisationId: string): Promise<Readonly<Record<string, string>>> {
  const now = new Date();
  const by = { actor: 'test', origin: 'test', now };
  const topUp = await creditCard(db, organisationId, now);
  await refundToCard(db, { ...by, ...MONEY, organisationId, amountMinor: 10_000n, plan: null });
  await writeCorrection(db, {
    ...{ ...by, ...MONEY, organisationId, id: newId('corr'), kind: 'goodwill', amountMinor: 1_000n },
    ...{ account: 'spendable', direction: 'give', source: 'goodwill', reason: '=The market was down' },
  });
  const purpose = 'A basket of 3 leads';
  await transact(db.pool, (tx) =>
    reserve(tx, {
      ...by,
      reservation: { ...MONEY, id: newId('rsv'), organisationId, amountMinor: 500n, purpose },
    }),
  );
  const { bankReceipt, bankInvoice } = await makeBankThings(db, {
    buyer: organisationId,
    seller: await makeOrganisation(db, 'seller'),
  });
  const { number } = await db.prisma.bankInvoice.findUniqueOrThrow({ where: { id: bankInvoice } });
  await bookReceipt(db, { ...by, receiptId: bankReceipt, invoiceNumber: number });
  await settleChargeback(db, {
    ...by,
    charge: present(await readCharge(db.pool, { id: topUp }), 'it was credited'),
    dispute: {
      ...{ id: `du_${topUp}`, ...MONEY, amountMinor: 100_000n, reason: 'fraudulent' },
      ...{ status: 'needs_response', paymentIntentId: `pi_${topUp}`, reference: topUp, submissions: 0 },
      ...{ openedAt: now, evidenceDueAt: null, reinstated: null },
      withdrawn: { amountMinor: 100_000n, feeMinor: 0n },
    },
  });
  const card = 'Visa ending in 4242';
  return {
    top_up: card,
    card_refund: card,
    goodwill: '=The market was down',
    reserve: purpose,
    bank_top_up: `Invoice ${number}`,
    chargeback_freeze: `Payment of ${now.toISOString().slice(0, 10)}, ${card}`,
  };
}
