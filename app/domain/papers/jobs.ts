import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** Issues invoices and credit notes for fees of months that are over. Recurring. */
export const issueFeePapersJob = defineJob({
  name: 'issue-fee-papers',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 900,
});
