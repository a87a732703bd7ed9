import { releaseHolds } from '#app/domain/exchange/jobs.ts';
import { forgetIntakeKeys, sweepWaitingLeads } from '#app/domain/leads/jobs.ts';
import type { JobKind } from '#app/platform/job-kind.ts';

/** What runs by the clock (cron, UTC). A run missed while no worker was up is made up for once. */
export const SCHEDULE: readonly { job: JobKind; cron: string }[] = [
  { job: releaseHolds, cron: '* * * * *' },
  { job: sweepWaitingLeads, cron: '*/5 * * * *' },
  { job: forgetIntakeKeys, cron: '17 * * * *' },
];
