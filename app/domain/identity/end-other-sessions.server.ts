import type { Db } from '#app/platform/platform.server.ts';
import { endSessions } from './end-sessions.server.ts';

/**
 * Logs a person out everywhere but here.
 * @param input.sessionId the stored id of the session that goes on
 */
export async function endOtherSessions(
  db: Db,
  input: { personId: string; sessionId: string },
): Promise<void> {
  await endSessions(db.prisma, { personId: input.personId, except: input.sessionId });
}
