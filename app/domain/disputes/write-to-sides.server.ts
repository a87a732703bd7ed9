import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Dispute } from './dispute.ts';

/** Whom to write to on each side of a dispute. */
export type Addresses = { readonly buyer: readonly string[]; readonly seller: readonly string[] };

/** Read before a transaction begins, so that it holds no second connection while it waits. */
export async function readAddresses(
  db: Db,
  sides: Pick<Dispute, 'buyerOrganisationId' | 'sellerOrganisationId'>,
): Promise<Addresses> {
  const [buyer, seller] = await Promise.all([
    readRecipients(db, sides.buyerOrganisationId),
    readRecipients(db, sides.sellerOrganisationId),
  ]);
  return { buyer, seller };
}

/** Tells the seller of a claim, in the caller's transaction. No mail holds what was written in the dispute. */
export async function writeOfClaim(
  tx: PrismaTx,
  db: Db,
  input: { dispute: Dispute; addresses: Addresses; now: Date },
): Promise<void> {
  const { id, reason, replyUntil } = input.dispute;
  for (const recipient of input.addresses.seller)
    await queueMail(tx, db, {
      recipient,
      template: 'dispute_opened',
      params: { dispute: id, reason, until: replyUntil.toISOString() },
      now: input.now,
    });
}

/** Tells both sides how a dispute ended, in the caller's transaction. */
export async function writeOfEnd(
  tx: PrismaTx,
  db: Db,
  input: { dispute: Dispute; addresses: Addresses; now: Date },
): Promise<void> {
  const { id, reason, outcome, ruledBy } = input.dispute;
  const params = { dispute: id, reason, outcome: outcome ?? '', by: ruledBy ?? '' };
  for (const side of ['buyer', 'seller'] as const)
    for (const recipient of input.addresses[side])
      await queueMail(tx, db, {
        recipient,
        template: 'dispute_decided',
        params: { ...params, side },
        now: input.now,
      });
}
