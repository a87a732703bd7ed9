import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { postTransfers } from './post-transfers.server.ts';
import { recoverDebts } from './recover-debts.server.ts';
import { writeMoney } from './write-money.ts';

type Row = { id: string; organisationId: string; currency: string; amountMinor: bigint; masked: string };

/** Makes the money of payouts that ended available again, in the transaction that says so of the payouts. What a seller owes is paid first. */
export async function returnBankPayouts(
  tx: PrismaTx,
  input: Actor & { payouts: readonly Row[]; now: Date },
): Promise<void> {
  await postTransfers(queryableOf(tx), {
    actor: input.actor,
    origin: input.origin,
    now: input.now,
    transfers: input.payouts.map((payout) => {
      const currency = payout.currency as Currency;
      return {
        key: `bank_payout_return:${payout.id}`,
        kind: 'bank_payout_return',
        debitAccountId: platformAccount('bank_clearing', currency),
        creditAccountId: accountOf(payout.organisationId, 'available', currency),
        currency,
        amountMinor: payout.amountMinor,
        subjectId: payout.id,
      };
    }),
  });
  await recoverDebts(queryableOf(tx), {
    ...input,
    available: input.payouts.map(({ id, organisationId, currency, amountMinor }) => ({
      organisationId,
      currency: currency as Currency,
      amountMinor,
      causeId: id,
    })),
  });
}

/** Tells a seller's people that the bank sent a payout back, and why. */
export async function tellOfReturn(
  tx: PrismaTx,
  db: Db,
  input: { payout: Row; reason: string; now: Date },
): Promise<void> {
  const { payout, reason, now } = input;
  for (const recipient of await readRecipients({ prisma: tx }, payout.organisationId))
    await queueMail(tx, db, {
      recipient,
      template: 'bank_payout_returned',
      params: {
        amount: writeMoney(payout),
        masked: payout.masked,
        reason,
      },
      now,
    });
}
