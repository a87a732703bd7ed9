import type { Db } from '#app/platform/platform.server.ts';
import { sessionsOf } from './sessions.server.ts';

/** Ends the session that this browser holds; what it held opens nothing any more. */
export async function logOut(db: Db, input: { token: string }): Promise<void> {
  await sessionsOf(db).invalidateSession(input.token);
}
