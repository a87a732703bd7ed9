import type { Db } from '#app/platform/platform.server.ts';

/** Who paid, as the payer's bank is told. */
export type Payer = {
  readonly name: string;
  readonly email: string;
  readonly since: Date;
  readonly emailConfirmedAt: Date | null;
};

/** The person of an id; null for what is none, such as a key. */
export async function readPayer(db: Db, personId: string): Promise<Payer | null> {
  const row = await db.prisma.person.findUnique({ where: { id: personId } });
  return (
    row && {
      name: row.name,
      email: row.email,
      since: row.createdAt,
      emailConfirmedAt: row.emailConfirmedAt,
    }
  );
}
