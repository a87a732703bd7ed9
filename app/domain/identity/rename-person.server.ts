import type { Db } from '#app/platform/platform.server.ts';

/** Changes the name by which colleagues know a person. */
export async function renamePerson(db: Db, input: { personId: string; name: string }): Promise<void> {
  await db.prisma.person.update({ where: { id: input.personId }, data: { name: input.name } });
}
