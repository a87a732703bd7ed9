import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** A mail is to be sent. Tried for about an hour: most links in mails do not work much longer. */
export const sendMailJob = defineJob({
  name: 'send-mail',
  schema: z.object({ mailId: z.string() }),
  retryLimit: 16,
  retryDelaySeconds: 5,
  expireSeconds: 60,
});

/** Forgets what was written to whom, and gives up what could not be sent. Recurring. */
export const forgetMailJob = defineJob({
  name: 'forget-mail',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 300,
});
