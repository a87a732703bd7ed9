import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { JobContext } from '../context.ts';

/** Checks and sells leads that came one by one. */
export async function leadAccepted(context: JobContext, jobs: readonly { leadId: string }[]): Promise<void> {
  await processLeads(context.db, {
    leadIds: jobs.map((job) => job.leadId),
    now: context.now(),
    checkWaitMs: context.checkWaitMs,
  });
}

/** Checks and sells leads of files, one list after the other. */
export async function leadsImported(
  context: JobContext,
  jobs: readonly { leadIds: readonly string[] }[],
): Promise<void> {
  for (const { leadIds } of jobs)
    await processLeads(context.db, { leadIds, now: context.now(), checkWaitMs: context.checkWaitMs });
}
