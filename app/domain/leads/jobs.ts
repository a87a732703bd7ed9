import { z } from 'zod';
import { defineJob } from '#app/platform/queue.server.ts';

/** A lead was taken in: check it, then try to sell it. */
export const leadAccepted = defineJob({
  name: 'lead-accepted',
  schema: z.object({ leadId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 20,
});

/** A lead has its verdict: rejected, duplicate, sold or offered on the open market. */
export const leadSettled = defineJob({
  name: 'lead-settled',
  schema: z.object({ leadId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});
