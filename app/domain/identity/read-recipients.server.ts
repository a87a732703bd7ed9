import type { PrismaTx } from '#app/platform/db.server.ts';

const RECIPIENTS_LIMIT = 20;

/** The addresses to which what concerns an organisation goes: of its owners and managers, as far as they are proven. */
export async function readRecipients(
  db: { readonly prisma: PrismaTx },
  organisationId: string,
): Promise<string[]> {
  const members = await db.prisma.membership.findMany({
    where: {
      organisationId,
      role: { in: ['owner', 'manager'] },
      person: { emailConfirmedAt: { not: null }, disabledAt: null },
    },
    select: { person: { select: { email: true } } },
    orderBy: { createdAt: 'asc' },
    take: RECIPIENTS_LIMIT,
  });
  return members.map(({ person }) => person.email);
}
