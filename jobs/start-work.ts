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
import type { RunFigures } from '#app/domain/pricing/price-run.ts';
import { recordRun } from '#app/domain/pricing/record-run.server.ts';
import { forgetPersonsJob, leadWithdrawnJob, sendReceiptJob } from '#app/domain/privacy/jobs.ts';
import { settingsDueJob, settingWaitsJob } from '#app/domain/settings/jobs.ts';
import type { JobKind } from '#app/platform/job-kind.ts';
import { enqueue, type Queue } from '#app/platform/queue.server.ts';
import type { JobContext } from './context.ts';
import * as checking from './handlers/check-offers.ts';
import * as deliver from './handlers/deliver-webhook.ts';
import * as forecasting from './handlers/forecast-demand.ts';
import * as forgetAccess from './handlers/forget-access.ts';
import * as arrivals from './handlers/forget-arrivals.ts';
import * as forgetCodes from './handlers/forget-codes.ts';
import * as forget from './handlers/forget-intake-keys.ts';
import * as forgetMail from './handlers/forget-mail.ts';
import * as forgetTraces from './handlers/forget-traces.ts';
import * as healing from './handlers/heal-payments.ts';
import * as issuing from './handlers/issue-fee-papers.ts';
import * as accepted from './handlers/lead-accepted.ts';
import * as settled from './handlers/lead-settled.ts';
import * as persons from './handlers/look-after-persons.ts';
import * as outlooks from './handlers/mail-outlooks.ts';
import * as competing from './handlers/measure-competition.ts';
import * as unanswered from './handlers/pass-unanswered.ts';
import * as paying from './handlers/pay-sellers.ts';
import * as reconciling from './handlers/reconcile.ts';
import * as refitting from './handlers/refit-prices.ts';
import * as release from './handlers/release-holds.ts';
import * as moved from './handlers/sale-moved.ts';
import * as sold from './handlers/sale-recorded.ts';
import * as cards from './handlers/send-card-payments.ts';
import * as evidence from './handlers/send-evidence.ts';
import * as mail from './handlers/send-mail.ts';
import * as payout from './handlers/send-payout.ts';
import * as sweep from './handlers/sweep-waiting-leads.ts';
import * as disputes from './handlers/tell-of-disputes.ts';
import * as updating from './handlers/update-prices.ts';
import * as offers from './handlers/watch-offers.ts';
import * as settings from './handlers/watch-settings.ts';
import * as wallets from './handlers/watch-wallets.ts';
import * as imports from './handlers/work-imports.ts';
import * as stripe from './handlers/work-stripe-event.ts';
import { SCHEDULE } from './schedule.ts';

type Handler<Data extends object> = (context: JobContext, jobs: readonly Data[]) => Promise<void>;

/**
 * How many jobs are taken at once, how many such batches run side by side, and how many jobs of one group.
 */
type Load = { batchSize: number; localConcurrency: number; localGroupConcurrency?: number };

const HOT: Load = { batchSize: 20, localConcurrency: 2 };
/** Batches that sell at once are sold together, so more of them cost less each. */
const SELLING: Load = { batchSize: 20, localConcurrency: 4 };
/** Each job is a batch by itself: one is read and judged while another one is sold. */
const LISTS: Load = { batchSize: 1, localConcurrency: 3 };
/**
 * One organisation whose receivers hang holds a quarter of the slots, never all. Job by job, because a batch ends with
 * its slowest and holds the slots of its neighbours' groups until then.
 */
const NETWORK: Load = { batchSize: 1, localConcurrency: 24, localGroupConcurrency: 6 };
/** A mail server takes its time, and more connections than it likes would be turned away. */
const MAIL: Load = { batchSize: 1, localConcurrency: 2 };
/** Stripe answers in some tenths of a second and takes no more than a hundred requests in one. */
const PAYMENTS: Load = { batchSize: 1, localConcurrency: 4 };
/** Two sellers' imports at once, each chunk by chunk. */
const IMPORTS: Load = { batchSize: 1, localConcurrency: 2 };
/** What happened and is told of: mostly one, and now and then a flood, which must not wait from look to look. */
const NEWS: Load = { batchSize: 20, localConcurrency: 1 };
const RARE: Load = { batchSize: 1, localConcurrency: 1 };

/** Starts working every kind of job. */
export async function startWork(queue: Queue, context: JobContext): Promise<void> {
  await work(queue, context, leadAccepted, SELLING, accepted.leadAccepted);
  await work(queue, context, leadsImported, LISTS, accepted.leadsImported);
  await work(queue, context, leadSettled, HOT, settled.leadSettled);
  await work(queue, context, saleRecorded, HOT, sold.saleRecorded);
  await work(queue, context, saleMoved, HOT, moved.saleMoved);
  await work(queue, context, watchOffersJob, RARE, offers.watchAllOffers);
  await work(queue, context, offerRoomJob, NEWS, offers.offerRoomChanged);
  await work(queue, context, regionRoomJob, NEWS, offers.regionRoomChanged);
  await work(queue, context, checkOffersJob, RARE, recorded(checkOffersJob, checking.checkAllOffers));
  await work(queue, context, deliverWebhook, NETWORK, deliver.deliverWebhook);
  await work(queue, context, releaseHolds, RARE, release.releaseHolds);
  await work(queue, context, disputeOpened, NEWS, disputes.disputeOpened);
  await work(queue, context, disputeDecided, NEWS, disputes.disputeDecided);
  await work(queue, context, passUnanswered, RARE, unanswered.passUnansweredDisputes);
  await work(queue, context, forgetIntakeKeys, RARE, forget.forgetOldIntakeKeys);
  await work(queue, context, settingWaitsJob, RARE, settings.settingWaits);
  await work(queue, context, settingsDueJob, RARE, settings.putSettingsInForce);
  await work(queue, context, forgetCodesJob, RARE, forgetCodes.forgetOldCodes);
  await work(queue, context, forgetTracesJob, RARE, forgetTraces.forgetOldTraces);
  await work(queue, context, forgetArrivalsJob, RARE, arrivals.forgetOldArrivals);
  await work(queue, context, sweepWaitingLeads, RARE, sweep.sweepOverdueLeads);
  await work(queue, context, sendMailJob, MAIL, mail.sendQueuedMail);
  await work(queue, context, forgetMailJob, RARE, forgetMail.forgetOldMail);
  await work(queue, context, forgetAccessJob, RARE, forgetAccess.forgetOldAccess);
  await work(queue, context, workStripeEventJob, PAYMENTS, stripe.workStripeEvent);
  await work(queue, context, sendPayoutJob, PAYMENTS, payout.sendPayout);
  await work(queue, context, paySellersJob, RARE, paying.paySellers);
  await work(queue, context, healPaymentsJob, RARE, healing.healPayments);
  await work(queue, context, sendEvidenceJob, RARE, evidence.sendEvidence);
  await work(queue, context, reconcileJob, RARE, reconciling.reconcile);
  await work(queue, context, issueFeePapersJob, RARE, issuing.issueFeePapers);
  await work(
    queue,
    context,
    forecastDemandJob,
    RARE,
    recorded(forecastDemandJob, forecasting.forecastDemand),
  );
  await work(queue, context, refitPricesJob, RARE, recorded(refitPricesJob, refitting.refitPrices));
  await work(
    queue,
    context,
    measureCompetitionJob,
    RARE,
    recorded(measureCompetitionJob, competing.measureAllCompetition),
  );
  await work(queue, context, mailOutlooksJob, RARE, recorded(mailOutlooksJob, outlooks.mailDueOutlooks));
  await work(queue, context, updatePricesJob, RARE, recorded(updatePricesJob, updating.updatePrices));
  await work(queue, context, watchWalletsJob, RARE, wallets.watchWallets);
  await work(queue, context, sendRechargeJob, PAYMENTS, cards.sendRecharge);
  await work(queue, context, rechargeMovedJob, NEWS, wallets.rechargeMoved);
  await work(queue, context, walletLowJob, NEWS, wallets.walletLow);
  await work(queue, context, chargebackToldJob, NEWS, wallets.chargebackTold);
  await work(queue, context, sendCardRefundJob, PAYMENTS, cards.sendCardRefund);
  await work(queue, context, forgetCardJob, RARE, cards.forgetCard);
  await work(queue, context, expireTopUpJob, PAYMENTS, cards.expireTopUp);
  await work(queue, context, leadWithdrawnJob, NEWS, persons.leadWithdrawn);
  await work(queue, context, sendReceiptJob, MAIL, persons.sendReceipts);
  await work(queue, context, forgetPersonsJob, RARE, persons.forgetOldPersons);
  await work(queue, context, readImportJob, IMPORTS, imports.readFiles);
  await work(queue, context, importRowsJob, IMPORTS, imports.importNextRows);
  await work(queue, context, importOverJob, NEWS, imports.tellOfImports);
  await work(queue, context, sweepImportsJob, RARE, imports.sweepAllImports);
  for (const { job, cron } of SCHEDULE) await queue.schedule(job.name, cron, {}, { missed: 'once' });
}

/** A job of which is kept when it ran and what came of it. */
function recorded(
  { name }: JobKind,
  handle: (context: JobContext) => Promise<RunFigures>,
): (context: JobContext) => Promise<void> {
  return (context) => recordRun(context.db, { job: name, now: context.now }, () => handle(context));
}

async function work<Data extends object>(
  queue: Queue,
  context: JobContext,
  kind: JobKind<Data>,
  load: Load,
  handle: Handler<Data>,
): Promise<void> {
  await queue.work(
    kind.name,
    {
      ...load,
      perJobResults: true,
      burstWhenBatchFull: load.batchSize > 1,
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: 2,
    },
    async (jobs) => {
      const results = await settle(context, kind, jobs, handle);
      if (load.batchSize === 1 && load.localConcurrency > 1) lookAgain(queue, kind.name);
      return results;
    },
  );
}

/**
 * Lets the workers that have a job take the next as soon as they are done with it. The queue does so by itself only
 * for full batches of more than one; single jobs would wait for the next poll while others wait for them.
 */
function lookAgain(queue: Queue, name: string): void {
  for (const worker of queue.getWipData()) {
    if (worker.name === name && worker.count > 0) queue.notifyWorker(worker.id);
  }
}

/** A job as the queue gives it; its data are believed only once its schema has read them. */
type Fetched = { readonly id: string; readonly data: unknown };
type Result = { id: string; status: 'completed' | 'failed'; output?: { code: string } };

/**
 * A batch that fails is tried job by job, and a job that carries several subjects is made into one each, so that one that
 * cannot be done does not hold up its neighbours.
 */
async function settle<Data extends object>(
  context: JobContext,
  kind: JobKind<Data>,
  jobs: readonly Fetched[],
  handle: Handler<Data>,
): Promise<Result[]> {
  try {
    await handle(
      context,
      jobs.map((job) => kind.schema.parse(job.data)),
    );
    return jobs.map(({ id }) => ({ id, status: 'completed' }));
  } catch (error) {
    const [only, ...others] = jobs;
    if (only && others.length === 0) {
      context.db.log.error({ err: error, job: kind.name, jobId: only.id }, 'job failed');
      if (await goOnInParts(context, kind, only)) return [{ id: only.id, status: 'completed' }];
      return [{ id: only.id, status: 'failed', output: { code: codeOf(error) } }];
    }
    const results: Result[] = [];
    for (const job of jobs) results.push(...(await settle(context, kind, [job], handle)));
    return results;
  }
}

/** @returns whether jobs for the parts of one that failed have taken its place */
async function goOnInParts<Data extends object>(
  { db }: JobContext,
  kind: JobKind<Data>,
  job: Fetched,
): Promise<boolean> {
  const data = kind.schema.safeParse(job.data);
  const parts = (data.success && kind.partsOf?.(data.data)) || [];
  if (parts.length < 2) return false;
  return enqueue(db.queue, db.pool, kind, parts).then(
    () => true,
    () => false,
  );
}

/** The queue keeps a code, not the message: messages may quote what they were about. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  return String(code ?? name ?? 'unknown');
}
