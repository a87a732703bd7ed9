import { healPaymentsJob, paySellersJob, reconcileJob, watchWalletsJob } from '#app/domain/billing/jobs.ts';
import { passUnanswered } from '#app/domain/disputes/jobs.ts';
import { checkOffersJob, releaseHolds, watchOffersJob } from '#app/domain/exchange/jobs.ts';
import { forgetCodesJob } from '#app/domain/forms/jobs.ts';
import { forgetAccessJob } from '#app/domain/identity/jobs.ts';
import { sweepImportsJob } from '#app/domain/imports/jobs.ts';
import {
  forgetArrivalsJob,
  forgetIntakeKeys,
  forgetTracesJob,
  sweepWaitingLeads,
} from '#app/domain/leads/jobs.ts';
import { forgetMailJob } from '#app/domain/notifications/jobs.ts';
import { issueFeePapersJob } from '#app/domain/papers/jobs.ts';
import {
  forecastDemandJob,
  mailOutlooksJob,
  measureCompetitionJob,
  refitPricesJob,
  updatePricesJob,
} from '#app/domain/pricing/jobs.ts';
import { forgetPersonsJob } from '#app/domain/privacy/jobs.ts';
import { settingsDueJob } from '#app/domain/settings/jobs.ts';
import type { JobKind } from '#app/platform/job-kind.ts';

/** What runs by the clock (cron, UTC). A run missed while no worker was up is made up for once. */
export const SCHEDULE: readonly { job: JobKind; cron: string }[] = [
  { job: releaseHolds, cron: '* * * * *' },
  { job: watchOffersJob, cron: '* * * * *' },
  { job: passUnanswered, cron: '* * * * *' },
  { job: sweepWaitingLeads, cron: '*/5 * * * *' },
  { job: sweepImportsJob, cron: '*/5 * * * *' },
  { job: watchWalletsJob, cron: '* * * * *' },
  { job: healPaymentsJob, cron: '*/2 * * * *' },
  { job: paySellersJob, cron: '*/5 * * * *' },
  { job: reconcileJob, cron: '13 3 * * *' },
  { job: issueFeePapersJob, cron: '41 * * * *' },
  { job: forecastDemandJob, cron: '37 2 * * *' },
  { job: refitPricesJob, cron: '7 2 * * *' },
  { job: measureCompetitionJob, cron: '53 * * * *' },
  // After the night's models.
  { job: checkOffersJob, cron: '11 3 * * *' },
  { job: mailOutlooksJob, cron: '43 4 * * *' },
  { job: updatePricesJob, cron: '33 * * * *' },
  { job: forgetIntakeKeys, cron: '17 * * * *' },
  { job: forgetTracesJob, cron: '41 * * * *' },
  { job: forgetArrivalsJob, cron: '47 * * * *' },
  { job: forgetMailJob, cron: '23 * * * *' },
  { job: forgetAccessJob, cron: '29 * * * *' },
  { job: forgetPersonsJob, cron: '37 2 * * *' },
  { job: settingsDueJob, cron: '* * * * *' },
  { job: forgetCodesJob, cron: '37 * * * *' },
];
