import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { openSession } from './open-session.server.ts';

/**
 * Goes on in a new session in place of the old: what was overheard of the old one opens nothing any more.
 * @param input.sessionId the stored id of the old
 * @param input.secondFactor whether a code was given now; left out, it stays as it was
 * @returns what the browser keeps
 * @throws Refusal `session_unknown` when the old one was ended meanwhile
 */
export async function rotateSession(
  db: Db,
  input: { sessionId: string; secondFactor?: boolean; userAgent: string; address: string; now: Date },
): Promise<string> {
  const [old] = await db.prisma.$queryRaw<
    { person_id: string; organisation_id: string | null; second_factor_at: Date | null }[]
  >`DELETE FROM session WHERE id = ${input.sessionId} RETURNING person_id, organisation_id, second_factor_at`;
  if (!old) throw new Refusal('session_unknown');
  return openSession(db, {
    ...input,
    personId: old.person_id,
    organisationId: old.organisation_id,
    secondFactor: input.secondFactor ?? old.second_factor_at !== null,
  });
}
