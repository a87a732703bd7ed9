import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { stopWaitingChanges } from './stop-waiting-changes.server.ts';

/** Who asked for another address thinks better of it. Where none waits any more, nothing happens. */
export async function dropEmailChange(db: Db, input: Actor & { personId: string; now: Date }): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    if ((await stopWaitingChanges(tx, input)) === 0) return;
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.email_change_stopped',
      subjectId: input.personId,
      details: {},
    });
  });
}
