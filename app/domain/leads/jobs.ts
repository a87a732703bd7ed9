import { z } from 'zod';
import { defineJob, defineJobOfIds } from '#app/platform/job-kind.ts';

/** Leads were taken in: check them, then try to sell them. */
export const leadAccepted = defineJobOfIds({
  name: 'lead-accepted',
  formerly: 'leadId',
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 20,
});

/**
 * Leads of a file were taken in: check them, then try to sell them. Nobody waits for them, so more of them share a job, and
 * they are worked beside leads that come one by one and not in front of them.
 */
export const leadsImported = defineJobOfIds({
  name: 'leads-imported',
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** Leads have their verdicts: rejected, duplicate, sold or offered on the open market; or nobody bought them in time. */
export const leadSettled = defineJobOfIds({
  name: 'lead-settled',
  formerly: 'leadId',
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
