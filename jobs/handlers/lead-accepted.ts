import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { Ids } from '#app/platform/job-kind.ts';
import type { JobContext } from '../context.ts';

/** Checks and sells leads that came one by one. */
export async function leadAccepted(context: JobContext, jobs: readonly Ids[]): Promise<void> {
  await processLeads(context.db, {
    leadIds: jobs.flatMap((job) => job.ids),
    now: context.now(),
    checkWaitMs: context.checkWaitMs,
  });
}

/** Checks and sells leads of files, one list after the other. */
export async function leadsImported(context: JobContext, jobs: readonly Ids[]): Promise<void> {
  for (const { ids } of jobs)
    await processLeads(context.db, { leadIds: ids, now: context.now(), checkWaitMs: context.checkWaitMs });
}
