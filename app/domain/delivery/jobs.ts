import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** One attempt at one delivery. Attempts that fail add the next themselves; the queue retries only our own faults. */
export const deliverWebhook = defineJob({
  name: 'deliver-webhook',
  schema: z.object({ deliveryId: z.string(), endpointId: z.string() }),
  retryLimit: 5,
  retryDelaySeconds: 2,
  expireSeconds: 30,
});
