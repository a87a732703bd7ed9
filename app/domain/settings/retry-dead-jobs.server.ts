import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { returnDeadJobs } from '#app/platform/queue.server.ts';

/**
 * Gives jobs that were given up back to the worker, as if they were new.
 * @param input.jobIds which of the kind; all of them when null
 * @returns how many
 * @throws Refusal `job_unknown` where there is none of them any more
 */
export async function retryDeadJobs(
  db: Db,
  input: Actor & { kind: string; jobIds: readonly string[] | null; now: Date },
): Promise<number> {
  return db.prisma.$transaction(async (tx) => {
    const count = await returnDeadJobs(db.queue, tx, input);
    if (count === 0) throw new Refusal('job_unknown');
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'jobs.retried',
      subjectId: input.kind,
      details: { count },
    });
    return count;
  });
}
