import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { isMemberOfAny } from './is-member-of-any.server.ts';

/**
 * Writes down, in the caller's transaction, whether an organisation may sell, and tells it. The organisation stays locked
 * until the transaction ends, so that no offer of it is listed by what was decided before.
 * @param input.reason why it was refused; it is told to the seller
 * @param input.recipients whom to write to; read before the transaction
 * @param input.offers how many offers go on the market with it, for the mail
 * @throws Refusal `seller_unknown`, `own_case`
 */
export async function decideSeller(
  tx: PrismaTx,
  db: Db,
  input: Actor & {
    organisationId: string;
    decision: 'approved' | 'refused';
    reason: string | null;
    recipients: readonly string[];
    offers: number;
    now: Date;
  },
): Promise<void> {
  const { organisationId: id, decision, now } = input;
  const reason = decision === 'refused' ? input.reason : null;
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${id} FOR NO KEY UPDATE`;
  const row = await tx.organisation.findFirst({ where: { id, sells: true } });
  if (!row) throw new Refusal('seller_unknown');
  if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: [id] }))
    throw new Refusal('own_case');
  await tx.organisation.update({
    where: { id },
    data: { reviewStatus: decision, reviewReason: reason, reviewedBy: input.actor, reviewedAt: now },
  });
  await recordAudit(tx, {
    ...input,
    organisationId: null,
    action: 'seller.reviewed',
    subjectId: id,
    details: { before: row.reviewStatus, decision, reason },
  });
  for (const recipient of input.recipients)
    await queueMail(tx, db, {
      recipient,
      template: 'seller_reviewed',
      params: { decision, reason: reason ?? '', offers: String(input.offers) },
      now,
    });
}
