import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** A change of a setting waits: the admins are to be told. */
export const settingWaitsJob = defineJob({
  name: 'setting-waits',
  schema: z.object({ key: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** Lets changes of settings hold whose wait is over. Recurring. */
export const settingsDueJob = defineJob({
  name: 'settings-due',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 10,
  expireSeconds: 60,
});
