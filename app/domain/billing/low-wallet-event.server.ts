import { assert, present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** What `wallet.low` tells the owner of a wallet: what it held when it fell, and below what. */
export async function lowWalletEvent(db: Db, input: { subjectId: string; organisationId: string }) {
  const found = await db.prisma.lowWarning.findUnique({ where: { id: input.subjectId } });
  const row = present(found, 'warnings are not removed');
  assert(row.organisationId === input.organisationId, 'a wallet is told of to its owner');
  const money = (amountMinor: bigint) => ({
    amount_minor: amountMinor.toString(),
    currency: row.currency,
  });
  return {
    id: row.id,
    currency: row.currency,
    spendable: money(row.balanceMinor),
    threshold: money(row.thresholdMinor),
    since: row.createdAt.toISOString(),
  };
}
