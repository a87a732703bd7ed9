import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankCostStatus } from './bank-cost.ts';
import { postBankCost } from './post-bank-cost.server.ts';
import { readBankDebit } from './read-bank-debits.server.ts';

/**
 * Books a line by which money left the account as a cost of the exchange: a fee of the bank's, a bill. Up to the limit of its
 * currency, a day's costs together, it is booked at once; above it, it waits for a second person. A line is booked once.
 * @param input.actor a person
 * @param input.reason 10 to 500 characters
 * @throws Refusal `bank_debit_unknown`, `bank_debit_is_booked` where it is a payout or something else that is in the books,
 * `bank_cost_known`, `bank_debit_is_double` of what is another line told once more
 */
export async function bookBankCost(
  db: Db,
  input: Actor & { debitId: string; reason: string; now: Date },
): Promise<BankCostStatus> {
  const { debitId, reason, actor, now } = input;
  const debit = await readBankDebit(db, { debitId, now });
  if (!debit) throw new Refusal('bank_debit_unknown');
  if (debit.state === 'booked') throw new Refusal('bank_debit_is_booked');
  if (debit.state === 'double') throw new Refusal('bank_debit_is_double');
  const { currency, amountMinor } = debit;
  const { values } = await readSettings(db);
  return db.prisma.$transaction(async (tx) => {
    // Costs of one currency come after one another: each counts what the others booked.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`bank-cost:${currency}`}))::text`;
    const stands = await tx.bankCost.count({ where: { debitId, status: { not: 'rejected' } } });
    if (stands > 0) throw new Refusal('bank_cost_known');
    const bookedMinor = await bookedToday(tx, { currency, now });
    const needsSecond = bookedMinor + amountMinor > values.second_approval_above_minor[currency];
    const id = newId('bcst', now.getTime());
    const status = needsSecond ? 'waiting' : 'posted';
    await tx.bankCost.create({
      data: {
        ...{ id, debitId, reason, status, needsSecond, currency, amountMinor },
        ...{ createdBy: actor, createdAt: now, decidedAt: needsSecond ? null : now },
      },
    });
    if (!needsSecond) await postBankCost(queryableOf(tx), { ...input, id, currency, amountMinor });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: needsSecond ? 'bank_cost.asked' : 'bank_cost.posted',
      subjectId: id,
      details: { debitId, currency, amountMinor, reason },
    });
    return status;
  });
}

/** What was booked within a day without a second person: otherwise a large cost would be many small ones. */
async function bookedToday(tx: PrismaTx, { currency, now }: { currency: Currency; now: Date }) {
  const { _sum: booked } = await tx.bankCost.aggregate({
    where: { currency, needsSecond: false, createdAt: { gt: after(now, -DAY_MS) } },
    _sum: { amountMinor: true },
  });
  return booked.amountMinor ?? 0n;
}
