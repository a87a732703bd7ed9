import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** One attempt at one delivery. Attempts that fail add the next themselves; the queue retries only our own faults. */
export const deliverWebhook = defineJob({
  name: 'deliver-webhook',
  schema: z.object({
    deliveryId: z.string(),
    /** Whose endpoint it goes to: the group that shares the slots. */
    organisationId: z.string(),
    /** 1 for the first. A job whose attempt was made already is out of date. */
    attempt: z.int().positive(),
    /** Whether it is given up when this attempt fails. */
    once: z.boolean(),
  }),
  retryLimit: 5,
  retryDelaySeconds: 2,
  expireSeconds: 30,
});
