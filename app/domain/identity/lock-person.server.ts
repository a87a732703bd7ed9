import type { PrismaTx } from '#app/platform/db.server.ts';

/** Lets nobody else change a person before the caller's transaction ends. */
export async function lockPerson(tx: PrismaTx, personId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM person WHERE id = ${personId} FOR NO KEY UPDATE`;
}
