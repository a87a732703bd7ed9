import { sweepWaitingLeads } from '#app/domain/leads/sweep-waiting-leads.server.ts';
import type { JobContext } from '../context.ts';

export async function sweepOverdueLeads(context: JobContext): Promise<void> {
  await sweepWaitingLeads(context.db, { now: context.now() });
}
