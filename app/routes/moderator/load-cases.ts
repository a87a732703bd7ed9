import type { DisputeStatus } from '#app/domain/disputes/dispute.ts';
import { readDisputeQueue } from '#app/domain/disputes/read-disputes.server.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { toCaseLine } from './case-table.tsx';

/** A page of the queue, with the names of both sides. */
export async function loadCases(
  db: Db,
  input: { statuses: readonly DisputeStatus[]; page: number; pageSize: number },
) {
  const { disputes, total } = await readDisputeQueue(db, input);
  const organisations = await readOrganisationsById(
    db,
    disputes.flatMap((one) => [one.buyerOrganisationId, one.sellerOrganisationId]),
  );
  const nameOf = (id: string) => present(organisations.get(id), 'organisations are not removed').name;
  return { total, rows: disputes.map((dispute) => toCaseLine(dispute, nameOf)) };
}
