import { assert } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readChargebackNotice } from './read-chargeback-notice.server.ts';

/** What `wallet.frozen` and `wallet.thawed` tell the owner of a wallet: which payment it is about, and how that stands. */
export async function chargebackEvent(db: Db, input: { subjectId: string; organisationId: string }) {
  const notice = await readChargebackNotice(db, input.subjectId);
  assert(notice.organisationId === input.organisationId, 'a wallet is told of to its owner');
  const { currency } = notice;
  const money = (amountMinor: bigint) => ({ amount_minor: amountMinor.toString(), currency });
  return {
    id: notice.id,
    chargeback_id: notice.chargebackId,
    stage: notice.stage,
    payment: money(notice.paymentMinor),
    amount: money(notice.amountMinor),
    still_frozen: notice.stillFrozen,
    since: notice.createdAt.toISOString(),
  };
}
