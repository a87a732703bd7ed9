import type { Db } from '#app/platform/platform.server.ts';

/** A person's address; null when nobody has this id. */
export async function readEmail(db: Db, personId: string): Promise<string | null> {
  const person = await db.prisma.person.findUnique({ where: { id: personId }, select: { email: true } });
  return person?.email ?? null;
}
