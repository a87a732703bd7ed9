import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** Removes codes that were told by phone long ago. Recurring. */
export const forgetCodesJob = defineJob({
  name: 'forget-codes',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 300,
});
