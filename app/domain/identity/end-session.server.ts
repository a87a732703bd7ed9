import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Ends one session of a person.
 * @param input.sessionId its stored id
 * @throws Refusal `session_unknown` when they have none such (any more)
 */
export async function endSession(db: Db, input: { personId: string; sessionId: string }): Promise<void> {
  const { count } = await db.prisma.session.deleteMany({
    where: { id: input.sessionId, personId: input.personId },
  });
  if (count === 0) throw new Refusal('session_unknown');
}
