import { present } from '#app/kernel/assert.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { ReviewStatus } from './visitor.ts';

/** What was decided of an organisation as a seller; it is not decided anew before the caller's transaction ends. */
export async function lockReviewStatus(tx: PrismaTx, organisationId: string): Promise<ReviewStatus> {
  const [row] = await tx.$queryRaw<{ review_status: ReviewStatus }[]>`
    SELECT review_status FROM organisation WHERE id = ${organisationId} FOR SHARE`;
  return present(row, 'only an organisation that is known lists offers').review_status;
}
