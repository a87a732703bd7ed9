import { workStripeEvent as work } from '#app/domain/billing/work-stripe-event.server.ts';
import type { JobContext } from '../context.ts';

export async function workStripeEvent(
  context: JobContext,
  jobs: readonly { eventId: string }[],
): Promise<void> {
  for (const { eventId } of jobs) await work(context.db, { eventId, now: context.now() });
}
