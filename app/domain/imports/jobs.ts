import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** A file came whole, or is to be read anew: take it apart into rows. */
export const readImportJob = defineJob({
  name: 'read-import',
  schema: z.object({ importId: z.string() }),
  retryLimit: 5,
  retryDelaySeconds: 2,
  expireSeconds: 600,
});

/** An import goes on: its next rows become leads. */
export const importRowsJob = defineJob({
  name: 'import-rows',
  schema: z.object({ importId: z.string() }),
  retryLimit: 10,
  retryDelaySeconds: 2,
  expireSeconds: 120,
});

/** An import is worked off, or stands still for a reason: its sender is to be told. */
export const importOverJob = defineJob({
  name: 'import-over',
  schema: z.object({ importId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 60,
});

/** Looks after imports that stand still, and erases what is past its time. Recurring. */
export const sweepImportsJob = defineJob({
  name: 'sweep-imports',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 300,
});
