import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { DisputeEvidence } from '#app/platform/stripe.server.ts';
import { takesEvidence } from './chargeback.ts';
import { sendEvidenceJob } from './jobs.ts';

/**
 * Decides what the bank of a payer is told, once, and lets a job pass it on.
 * @param input.evidence by Stripe's names; no contact data of leads
 * @param input.actor a person: nobody speaks for the exchange about an organisation of theirs
 * @throws Refusal `chargeback_unknown`, `evidence_sent`, `evidence_too_late`, `own_organisation`
 */
export async function submitEvidence(
  db: Db,
  input: Actor & { chargebackId: string; evidence: DisputeEvidence; now: Date },
): Promise<void> {
  const { chargebackId, evidence, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM chargeback WHERE id = ${chargebackId} FOR NO KEY UPDATE`;
    const chargeback = await tx.chargeback.findUnique({
      where: { id: chargebackId },
      include: { evidence: true },
    });
    if (!chargeback) throw new Refusal('chargeback_unknown');
    const { organisationId, status } = chargeback;
    if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: [organisationId] }))
      throw new Refusal('own_organisation');
    if (chargeback.evidence) throw new Refusal('evidence_sent');
    if (!takesEvidence(status)) throw new Refusal('evidence_too_late');
    await tx.chargebackEvidence.create({
      data: { chargebackId, fields: { ...evidence }, decidedBy: input.actor, decidedAt: now },
    });
    await recordAudit(tx, {
      ...input,
      organisationId,
      action: 'chargeback.evidence_decided',
      subjectId: chargebackId,
      details: { fields: Object.keys(evidence) },
    });
    await enqueue(db.queue, tx, sendEvidenceJob, [{ chargebackId }]);
  });
}
