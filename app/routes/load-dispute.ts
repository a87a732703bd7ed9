import { readTransfersOf } from '#app/domain/billing/read-transfers-of.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readDispute } from '#app/domain/disputes/read-disputes.server.ts';
import { readSaleById } from '#app/domain/exchange/read-sales.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { toCheckLines } from './buyer/checks-made.tsx';
import { viewDispute } from './dispute-view.ts';

/**
 * One dispute as a side of it reads it, with what was paid and what came back.
 * @throws Response 404 for another's, as for none
 */
export async function loadDispute(
  db: Db,
  input: { disputeId: string; organisationId: string; side: 'buyer' | 'seller'; now: Date },
) {
  const file = await readDispute(db, input);
  if (!file) throw new Response(null, { status: 404 });
  const [reference, leads, sale, money] = await Promise.all([
    readReference(db.pool),
    readLeadsById(db.pool, [file.leadId]),
    readSaleById(db, file.saleId),
    readTransfersOf(db.pool, file.saleId),
  ]);
  const lead = present(leads[0], 'leads are not removed');
  const { feeMinor, soldAt, disputeUntil } = present(sale, 'sales are not removed');
  return {
    now: input.now,
    dispute: viewDispute(reference, file, lead, input.now),
    feeMinor,
    soldAt,
    disputeUntil,
    checks: toCheckLines(lead.checks),
    money,
  };
}
