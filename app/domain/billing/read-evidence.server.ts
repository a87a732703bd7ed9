import type { Db } from '#app/platform/platform.server.ts';
import type { DisputeEvidence } from '#app/platform/stripe.server.ts';

/** What a payer's bank was told, or is about to be. */
export type SentEvidence = {
  readonly evidence: DisputeEvidence;
  readonly decidedAt: Date;
  readonly sentAt: Date | null;
  readonly refusedCode: string | null;
};

/** The evidence that was decided for a chargeback, or null. */
export async function readEvidence(db: Db, chargebackId: string): Promise<SentEvidence | null> {
  const row = await db.prisma.chargebackEvidence.findUnique({ where: { chargebackId } });
  if (!row) return null;
  const { decidedAt, sentAt, refusedCode } = row;
  return { evidence: row.fields as DisputeEvidence, decidedAt, sentAt, refusedCode };
}
