import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** Forgets sessions, links and counted tries that are over. Recurring. */
export const forgetAccessJob = defineJob({
  name: 'forget-access',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 300,
});
