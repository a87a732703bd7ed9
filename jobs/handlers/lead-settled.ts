import { type Announcement, announce } from '#app/domain/delivery/announce.server.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import type { Ids } from '#app/platform/job-kind.ts';
import type { JobContext } from '../context.ts';

/** Tells sellers of the verdicts on their leads, and trackers of what nobody bought in time. */
export async function leadSettled(context: JobContext, jobs: readonly Ids[]): Promise<void> {
  const leads = await readLeadsById(
    context.db.pool,
    jobs.flatMap((job) => job.ids),
  );
  await announce(context.db, {
    announcements: leads.flatMap((lead) => [
      {
        event: 'lead.verdict',
        subjectId: lead.id,
        organisationId: lead.organisationId,
        // A test lead costs nothing: tries at a server that does not answer would cost only others.
        once: lead.test,
      },
      ...postbacksOf(lead),
    ]),
    now: context.now(),
  });
}

/** A sold lead is told of by its sale. A test lead counts nowhere, so no tracker may count it. */
function postbacksOf(lead: Lead): Announcement[] {
  const isRefused = ['rejected', 'duplicate', 'expired'].includes(lead.status);
  if (lead.test || !(isRefused || lead.status === 'available')) return [];
  const event = isRefused ? 'postback.rejected' : 'postback.pending';
  return [{ event, subjectId: lead.id, organisationId: lead.organisationId, offerId: lead.offerId }];
}
