import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { platformAccount } from './accounts.ts';
import { creditWallet } from './credit-wallet.server.ts';
import { openAccounts } from './open-accounts.server.ts';
import { postTransfers } from './post-transfers.server.ts';
import { writeMoney } from './write-money.ts';

type Booking = {
  readonly id: string;
  readonly receiptId: string;
  readonly invoiceId: string | null;
  readonly organisationId: string | null;
  readonly reason: string | null;
  readonly currency: string;
  readonly amountMinor: bigint;
};

/** Carries a booking out, in the transaction that says of it that it is posted. Its receipt is locked. */
export async function postBankBooking(
  tx: PrismaTx,
  db: Db,
  input: Actor & { booking: Booking; now: Date },
): Promise<void> {
  const { booking, actor, now } = input;
  const { receiptId, invoiceId, organisationId } = booking;
  const isPaid = invoiceId !== null && organisationId !== null;
  await tx.bankReceipt.update({
    where: { id: receiptId },
    data: {
      status: isPaid ? 'booked' : 'cost_return',
      ...{ invoiceId, organisationId, reason: booking.reason, decidedBy: actor, decidedAt: now },
    },
  });
  if (isPaid) await credit(tx, db, { ...input, invoiceId, organisationId });
  else await returnCost(tx, input);
  await recordAudit(tx, {
    ...input,
    organisationId,
    action: isPaid ? 'bank_receipt.booked' : 'bank_cost.returned',
    subjectId: receiptId,
    details: {
      ...(isPaid ? { invoice: await numberOf(tx, invoiceId) } : { reason: booking.reason }),
      currency: booking.currency,
      amountMinor: booking.amountMinor,
    },
  });
}

async function numberOf(tx: PrismaTx, id: string): Promise<string> {
  return present(await tx.bankInvoice.findUnique({ where: { id }, select: { number: true } }), 'it is a key')
    .number;
}

async function credit(
  tx: PrismaTx,
  db: Db,
  input: Actor & { booking: Booking; invoiceId: string; organisationId: string; now: Date },
): Promise<void> {
  const { invoiceId, organisationId, actor, origin, now } = input;
  const { receiptId, amountMinor } = input.booking;
  const currency = input.booking.currency as Currency;
  await tx.bankInvoice.updateMany({
    where: { id: invoiceId, status: { not: 'paid' } },
    data: { status: 'paid', endedAt: now },
  });
  const queryable = queryableOf(tx);
  await openAccounts(queryable, { organisationId, currency, now });
  await creditWallet(queryable, {
    ...{ actor, origin, organisationId, now },
    transfer: {
      key: `bank_top_up:${receiptId}`,
      kind: 'bank_top_up',
      debitAccountId: platformAccount('bank_clearing', currency),
      currency,
      amountMinor,
      subjectId: receiptId,
    },
  });
  await tell(tx, db, { organisationId, invoiceId, receipt: { amountMinor, currency }, now });
}

/** The mirror of a cost: it lies at the bank again, and costs nothing any more. */
async function returnCost(tx: PrismaTx, input: Actor & { booking: Booking; now: Date }): Promise<void> {
  const { booking, actor, origin, now } = input;
  const { receiptId, amountMinor } = booking;
  const currency = booking.currency as Currency;
  await postTransfers(queryableOf(tx), {
    ...{ actor, origin, now },
    transfers: [
      {
        key: `bank_cost_return:${receiptId}`,
        kind: 'bank_cost_return',
        debitAccountId: platformAccount('bank_clearing', currency),
        creditAccountId: platformAccount('bank_costs', currency),
        currency,
        amountMinor,
        subjectId: receiptId,
      },
    ],
  });
}

async function tell(
  tx: PrismaTx,
  db: Db,
  input: {
    organisationId: string;
    invoiceId: string;
    receipt: { amountMinor: bigint; currency: string };
    now: Date;
  },
): Promise<void> {
  const invoice = await tx.bankInvoice.findUniqueOrThrow({ where: { id: input.invoiceId } });
  const { receipt } = input;
  const isAsked = invoice.amountMinor === receipt.amountMinor && invoice.currency === receipt.currency;
  for (const recipient of await readRecipients({ prisma: tx }, input.organisationId))
    await queueMail(tx, db, {
      recipient,
      template: 'bank_money_booked',
      params: {
        invoice: invoice.id,
        number: invoice.number,
        amount: writeMoney(receipt),
        asked: isAsked ? '' : writeMoney(invoice),
      },
      now: input.now,
    });
}
