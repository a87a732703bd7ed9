import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** A person withdrew: everybody who had their data from us is to be told. */
export const leadWithdrawnJob = defineJob({
  name: 'lead-withdrawn',
  schema: z.object({ leadId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** A person is to be told who has their data. Tried for about an hour. */
export const sendReceiptJob = defineJob({
  name: 'send-receipt',
  schema: z.object({ leadId: z.string() }),
  retryLimit: 16,
  retryDelaySeconds: 5,
  expireSeconds: 60,
});

/** Erases the persons behind leads whose time is over. Recurring. */
export const forgetPersonsJob = defineJob({
  name: 'forget-persons',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 3_600,
});
