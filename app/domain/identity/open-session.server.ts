import { randomBytes } from 'node:crypto';
import type { Db } from '#app/platform/platform.server.ts';
import { sessionsOf } from './sessions.server.ts';

const TOKEN_BYTES = 32;

/**
 * Opens a session for a person who has proven who they are. It acts for the organisation they joined first.
 * @param input.secondFactor whether a code was given as well
 * @returns what the browser keeps; it is stored nowhere
 */
export async function openSession(
  db: Db,
  input: {
    personId: string;
    organisationId?: string | null;
    secondFactor: boolean;
    userAgent: string;
    address: string;
    now: Date;
  },
): Promise<string> {
  const first = await db.prisma.membership.findFirst({
    where: { personId: input.personId },
    orderBy: { createdAt: 'asc' },
  });
  const session = await sessionsOf(db).createSession(
    input.personId,
    {
      organisationId: input.organisationId ?? first?.organisationId ?? null,
      secondFactorAt: input.secondFactor ? input.now : null,
      userAgent: input.userAgent.slice(0, 300),
      address: input.address,
      createdAt: input.now,
      lastSeenAt: input.now,
    },
    { sessionId: randomBytes(TOKEN_BYTES).toString('base64url') },
  );
  return session.id;
}
