import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { refuseNewAdmin } from '#app/domain/identity/refuse-new-admin.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { postCorrection } from './post-correction.server.ts';

/**
 * A second person's word on an entry by hand: approved, it is booked; rejected, it is not. Of two at once one decides, and
 * the other is told so.
 * @param input.actor a person: not who wrote it, and nobody of the organisation that it is about
 * @throws Refusal `correction_unknown`, `correction_decided`, `correction_is_yours`, `own_organisation`, `insufficient_funds`, `admin_new`
 */
export async function decideCorrection(
  db: Db,
  input: Actor & { correctionId: string; approve: boolean; now: Date },
): Promise<void> {
  const { correctionId: id, approve, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const locked = await tx.$queryRaw<
      unknown[]
    >`SELECT id FROM correction WHERE id = ${id} FOR NO KEY UPDATE`;
    if (locked.length === 0) throw new Refusal('correction_unknown');
    const correction = present(await tx.correction.findUnique({ where: { id } }), 'it is locked');
    const { organisationId, createdBy, status } = correction;
    if (status !== 'waiting') throw new Refusal('correction_decided', { status });
    if (createdBy === input.actor) throw new Refusal('correction_is_yours');
    await refuseNewAdmin(tx, { personId: input.actor, now });
    if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: [organisationId] }))
      throw new Refusal('own_organisation');
    await tx.correction.update({
      where: { id },
      data: { status: approve ? 'posted' : 'rejected', decidedBy: input.actor, decidedAt: now },
    });
    if (approve) await postCorrection(queryableOf(tx), { ...input, ...correction });
    await recordAudit(tx, {
      ...input,
      organisationId,
      action: approve ? 'correction.posted' : 'correction.rejected',
      subjectId: id,
      details: {
        kind: correction.kind,
        currency: correction.currency,
        amountMinor: correction.amountMinor,
        askedBy: createdBy,
      },
    });
  });
}
