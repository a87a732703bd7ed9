import {
  chargebackToldJob,
  expireTopUpJob,
  forgetCardJob,
  healPaymentsJob,
  paySellersJob,
  rechargeMovedJob,
  reconcileJob,
  sendCardRefundJob,
  sendEvidenceJob,
  sendPayoutJob,
  sendRechargeJob,
  walletLowJob,
  watchWalletsJob,
  workStripeEventJob,
} from '#app/domain/billing/jobs.ts';
import { deliverWebhook } from '#app/domain/delivery/jobs.ts';
import { disputeDecided, disputeOpened, passUnanswered } from '#app/domain/disputes/jobs.ts';
import {
  checkOffersJob,
  offerRoomJob,
  regionRoomJob,
  releaseHolds,
  saleMoved,
  saleRecorded,
  watchOffersJob,
} from '#app/domain/exchange/jobs.ts';
import { forgetCodesJob } from '#app/domain/forms/jobs.ts';
import { forgetAccessJob } from '#app/domain/identity/jobs.ts';
import { importOverJob, importRowsJob, readImportJob, sweepImportsJob } from '#app/domain/imports/jobs.ts';
import {
  forgetArrivalsJob,
  forgetIntakeKeys,
  forgetTracesJob,
  leadAccepted,
  leadSettled,
  leadsImported,
  sweepWaitingLeads,
} from '#app/domain/leads/jobs.ts';
import { forgetMailJob, sendMailJob } from '#app/domain/notifications/jobs.ts';
import { issueFeePapersJob } from '#app/domain/papers/jobs.ts';
import {
  forecastDemandJob,
  mailOutlooksJob,
  measureCompetitionJob,
  refitPricesJob,
  updatePricesJob,
} from '#app/domain/pricing/jobs.ts';
import { forgetPersonsJob, leadWithdrawnJob, sendReceiptJob } from '#app/domain/privacy/jobs.ts';
import { settingsDueJob, settingWaitsJob } from '#app/domain/settings/jobs.ts';
import type { JobKind } from '#app/platform/job-kind.ts';

/** Every kind of job: what the queue is made for and the worker works. */
export const JOBS = [
  leadAccepted,
  leadsImported,
  leadSettled,
  saleRecorded,
  saleMoved,
  watchOffersJob,
  offerRoomJob,
  regionRoomJob,
  checkOffersJob,
  deliverWebhook,
  releaseHolds,
  disputeOpened,
  disputeDecided,
  passUnanswered,
  forgetIntakeKeys,
  forgetTracesJob,
  forgetArrivalsJob,
  sweepWaitingLeads,
  sendMailJob,
  forgetMailJob,
  forgetAccessJob,
  forgetCodesJob,
  workStripeEventJob,
  sendPayoutJob,
  paySellersJob,
  healPaymentsJob,
  sendEvidenceJob,
  reconcileJob,
  issueFeePapersJob,
  forecastDemandJob,
  refitPricesJob,
  measureCompetitionJob,
  mailOutlooksJob,
  updatePricesJob,
  watchWalletsJob,
  sendRechargeJob,
  rechargeMovedJob,
  walletLowJob,
  chargebackToldJob,
  sendCardRefundJob,
  forgetCardJob,
  expireTopUpJob,
  leadWithdrawnJob,
  sendReceiptJob,
  forgetPersonsJob,
  readImportJob,
  importRowsJob,
  importOverJob,
  sweepImportsJob,
  settingWaitsJob,
  settingsDueJob,
] as const satisfies readonly JobKind[];
