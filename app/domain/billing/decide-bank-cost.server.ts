import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { refuseNewAdmin } from '#app/domain/identity/refuse-new-admin.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { postBankCost } from './post-bank-cost.server.ts';

/**
 * A second person's word on a cost: approved, it is booked; rejected, its line is open again. Of two at once one decides, and
 * the other is told so.
 * @param input.actor a person, and not who asked
 * @throws Refusal `bank_cost_unknown`, `bank_cost_decided`, `bank_cost_is_yours`, `admin_new`
 */
export async function decideBankCost(
  db: Db,
  input: Actor & { costId: string; approve: boolean; now: Date },
): Promise<void> {
  const { costId: id, approve, actor, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM bank_cost WHERE id = ${id} FOR NO KEY UPDATE`;
    if (locked.length === 0) throw new Refusal('bank_cost_unknown');
    const cost = present(await tx.bankCost.findUnique({ where: { id } }), 'it is locked');
    if (cost.status !== 'waiting') throw new Refusal('bank_cost_decided');
    // Who asked may take it back, and not agree to it.
    if (approve && cost.createdBy === actor) throw new Refusal('bank_cost_is_yours');
    if (approve) await refuseNewAdmin(tx, { personId: actor, now });
    await tx.bankCost.update({
      where: { id },
      data: { status: approve ? 'posted' : 'rejected', decidedBy: actor, decidedAt: now },
    });
    const { currency, amountMinor, debitId } = cost;
    if (approve)
      await postBankCost(queryableOf(tx), { ...input, id, currency: currency as Currency, amountMinor });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: approve ? 'bank_cost.posted' : 'bank_cost.rejected',
      subjectId: id,
      details: { debitId, currency, amountMinor, askedBy: cost.createdBy },
    });
  });
}
