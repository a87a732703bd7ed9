import type { Db } from '#app/platform/platform.server.ts';

/** What a job handler reaches. */
export type JobContext = {
  readonly db: Db;
  readonly now: () => Date;
  readonly checkWaitMs: number;
  readonly allowPrivateWebhooks: boolean;
};
