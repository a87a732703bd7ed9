import type { PrismaTx } from '#app/platform/db.server.ts';

const ADMINS_LIMIT = 20;

/** The addresses of those who run the exchange, as far as they are proven. */
export async function readAdmins(db: { readonly prisma: PrismaTx }): Promise<string[]> {
  const people = await db.prisma.person.findMany({
    where: { platformRole: 'admin', emailConfirmedAt: { not: null }, disabledAt: null },
    select: { email: true },
    orderBy: { createdAt: 'asc' },
    take: ADMINS_LIMIT,
  });
  return people.map(({ email }) => email);
}
