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

/** Leads of one job at most: those that get their verdict in one transaction. */
const LEADS_MOST = 200;
const leadsSchema = z.object({ leadIds: z.array(z.string()).min(1).max(LEADS_MOST) });
type Leads = z.infer<typeof leadsSchema>;
const eachAlone = ({ leadIds }: Leads): Leads[] => leadIds.map((leadId) => ({ leadIds: [leadId] }));

/**
 * Leads of a file were taken in: check them, then try to sell them. Nobody waits for them, and a job for each would cost the
 * database more than what is done with it.
 */
export const leadsImported = defineJob({
  name: 'leads-imported',
  schema: leadsSchema,
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
  partsOf: eachAlone,
});

/** Leads that were settled together have their verdict: rejected, duplicate, sold or offered on the open market. */
export const leadSettled = defineJob({
  name: 'lead-settled',
  // One lead a job is how they were sent before; such may still wait while a release is installed.
  schema: z.union([
    leadsSchema,
    z.object({ leadId: z.string() }).transform(({ leadId }): Leads => ({ leadIds: [leadId] })),
  ]),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
  partsOf: eachAlone,
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
