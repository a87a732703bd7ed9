import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { Ids } from '#app/platform/job-kind.ts';
import type { JobContext } from '../context.ts';

export async function leadAccepted(context: JobContext, jobs: readonly Ids[]): Promise<void> {
  await processLeads(context.db, {
    leadIds: jobs.flatMap((job) => job.ids),
    now: context.now(),
    checkWaitMs: context.checkWaitMs,
  });
}
