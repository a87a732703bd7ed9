import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { JobContext } from '../context.ts';

export async function leadAccepted(context: JobContext, jobs: readonly { leadId: string }[]): Promise<void> {
  await processLeads(context.db, {
    leadIds: jobs.map((job) => job.leadId),
    now: context.now(),
    checkWaitMs: context.checkWaitMs,
  });
}
