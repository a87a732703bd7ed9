import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

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

/** Removes idempotency keys past their time. Recurring. */
export const forgetIntakeKeys = defineJob({
  name: 'forget-intake-keys',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 300,
});

/** Looks after leads that are without a verdict for long. Recurring. */
export const sweepWaitingLeads = defineJob({
  name: 'sweep-waiting-leads',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 120,
});

/** Removes what no later lead is compared with any more. Recurring. */
export const forgetTracesJob = defineJob({
  name: 'forget-traces',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 600,
});

/** Removes what came in and is shown for some days only. Recurring. */
export const forgetArrivalsJob = defineJob({
  name: 'forget-arrivals',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 300,
});
