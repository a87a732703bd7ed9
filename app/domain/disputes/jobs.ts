import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** A claim was made: both sides are to be told. */
export const disputeOpened = defineJob({
  name: 'dispute-opened',
  schema: z.object({ disputeId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** A dispute is over, by a ruling or because the seller agreed: both sides are to be told. */
export const disputeDecided = defineJob({
  name: 'dispute-decided',
  schema: z.object({ disputeId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** Hands disputes that their seller did not answer in time to a moderator. Recurring. */
export const passUnanswered = defineJob({
  name: 'pass-unanswered',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 10,
  expireSeconds: 120,
});
