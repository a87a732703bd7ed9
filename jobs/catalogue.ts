import { deliverWebhook } from '#app/domain/delivery/jobs.ts';
import { releaseHolds, saleRecorded } from '#app/domain/exchange/jobs.ts';
import { forgetIntakeKeys, leadAccepted, leadSettled, sweepWaitingLeads } from '#app/domain/leads/jobs.ts';
import type { JobKind } from '#app/platform/job-kind.ts';

/** Every kind of job: what the queue is made for and the worker works. */
export const JOBS = [
  leadAccepted,
  leadSettled,
  saleRecorded,
  deliverWebhook,
  releaseHolds,
  forgetIntakeKeys,
  sweepWaitingLeads,
] as const satisfies readonly JobKind[];
