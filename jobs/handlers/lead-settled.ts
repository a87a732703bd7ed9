import { announce } from '#app/domain/delivery/announce.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import type { JobContext } from '../context.ts';

export async function leadSettled(context: JobContext, jobs: readonly { leadId: string }[]): Promise<void> {
  const leads = await readLeadsById(
    context.db.pool,
    jobs.map((job) => job.leadId),
  );
  await announce(context.db, {
    announcements: leads.map((lead) => ({
      event: 'lead.verdict',
      subjectId: lead.id,
      organisationId: lead.organisationId,
      // A test lead costs nothing: tries at a server that does not answer would cost only others.
      once: lead.test,
    })),
    now: context.now(),
  });
}
