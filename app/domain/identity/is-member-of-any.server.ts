import type { PrismaTx } from '#app/platform/db.server.ts';

/** Whether a person belongs to one of these organisations, in whatever role. */
export async function isMemberOfAny(
  tx: PrismaTx,
  input: { personId: string; organisationIds: readonly string[] },
): Promise<boolean> {
  const count = await tx.membership.count({
    where: { personId: input.personId, organisationId: { in: [...input.organisationIds] } },
  });
  return count > 0;
}
