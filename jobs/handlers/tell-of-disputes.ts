import { announce } from '#app/domain/delivery/announce.server.ts';
import { readSidesOfDisputes } from '#app/domain/disputes/read-sides.server.ts';
import type { JobContext } from '../context.ts';

type Job = { disputeId: string };

export function disputeOpened(context: JobContext, jobs: readonly Job[]): Promise<void> {
  return tellBoth(context, jobs, 'dispute.opened');
}

export function disputeDecided(context: JobContext, jobs: readonly Job[]): Promise<void> {
  return tellBoth(context, jobs, 'dispute.decided');
}

async function tellBoth(
  context: JobContext,
  jobs: readonly Job[],
  event: 'dispute.opened' | 'dispute.decided',
): Promise<void> {
  const sides = await readSidesOfDisputes(
    context.db,
    jobs.map((job) => job.disputeId),
  );
  await announce(context.db, {
    announcements: sides.flatMap((dispute) =>
      [dispute.buyerOrganisationId, dispute.sellerOrganisationId].map((organisationId) => ({
        event,
        subjectId: dispute.id,
        organisationId,
      })),
    ),
    now: context.now(),
  });
}
