import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Lets a session act for another organisation of its person.
 * @throws Refusal `organisation_unknown` when they do not belong to it
 */
export async function switchOrganisation(
  db: Db,
  input: { personId: string; sessionId: string; organisationId: string },
): Promise<void> {
  const { personId, sessionId, organisationId } = input;
  const member = await db.prisma.membership.findUnique({
    where: { personId_organisationId: { personId, organisationId } },
  });
  if (!member) throw new Refusal('organisation_unknown');
  await db.prisma.session.updateMany({ where: { id: sessionId, personId }, data: { organisationId } });
}
