import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type DisputeEvidence, StripeRefused } from '#app/platform/stripe.server.ts';
import { refreshChargeback } from './refresh-chargeback.server.ts';

/**
 * Passes evidence that was decided on to the payer's bank: the key makes it happen once, and Stripe, which takes it once, is
 * asked first whether it has it, since it forgets keys after a day.
 * @throws Error when it stays open whether it was done: it is to be asked again
 */
export async function sendEvidence(db: Db, input: { chargebackId: string; now: Date }): Promise<void> {
  const { chargebackId, now } = input;
  const evidence = await db.prisma.chargebackEvidence.findUnique({ where: { chargebackId } });
  if (!evidence || evidence.sentAt || evidence.refusedCode) return;
  const row = await db.prisma.chargeback.findUnique({ where: { id: chargebackId } });
  const { stripeDisputeId } = present(row, 'evidence is of a chargeback');
  try {
    const { submissions } = await db.stripe.readDispute(stripeDisputeId);
    if (submissions === 0) {
      await db.stripe.submitEvidence({
        key: `evidence:${chargebackId}`,
        disputeId: stripeDisputeId,
        evidence: evidence.fields as DisputeEvidence,
      });
    }
    await db.prisma.chargebackEvidence.updateMany({
      where: { chargebackId, sentAt: null },
      data: { sentAt: now },
    });
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    await db.prisma.chargebackEvidence.updateMany({
      where: { chargebackId, sentAt: null },
      data: { refusedCode: error.code },
    });
  }
  await refreshChargeback(db, {
    disputeId: stripeDisputeId,
    actor: 'worker',
    origin: 'job:send-evidence',
    now,
  });
}
