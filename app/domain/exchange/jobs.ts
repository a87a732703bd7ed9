import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** A sale was recorded and paid: its buyer is to be told. */
export const saleRecorded = defineJob({
  name: 'sale-recorded',
  schema: z.object({ saleId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** Frees what sellers earned by sales whose dispute window is over. Recurring. */
export const releaseHolds = defineJob({
  name: 'release-holds',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 10,
  expireSeconds: 300,
});
