import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** An event of Stripe's came in: what it is about is asked for again and booked. */
export const workStripeEventJob = defineJob({
  name: 'work-stripe-event',
  schema: z.object({ eventId: z.string() }),
  retryLimit: 10,
  retryDelaySeconds: 2,
  expireSeconds: 120,
});

/** Decides what is paid out to sellers. Recurring. */
export const paySellersJob = defineJob({
  name: 'pay-sellers',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 30,
  expireSeconds: 300,
});

/** A payout was decided and booked: Stripe is to pass it on. */
export const sendPayoutJob = defineJob({
  name: 'send-payout',
  schema: z.object({ payoutId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 120,
});

/** What the bank of a payer is told was decided: Stripe is to pass it on. */
export const sendEvidenceJob = defineJob({
  name: 'send-evidence',
  schema: z.object({ chargebackId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 120,
});

/** Compares our balance at Stripe with the clearing account, line by line. Recurring, and when an admin asks for it. */
export const reconcileJob = defineJob({
  name: 'reconcile',
  schema: z.object({ startedBy: z.string().optional() }),
  retryLimit: 2,
  retryDelaySeconds: 300,
  expireSeconds: 3_000,
});

/** Looks after what a lost answer or event has left: top-ups, events, payouts, payout accounts. Recurring. */
export const healPaymentsJob = defineJob({
  name: 'heal-payments',
  schema: z.object({}),
  retryLimit: 1,
  retryDelaySeconds: 60,
  expireSeconds: 600,
});

/** Looks which wallets fell low: they are recharged or their owners warned. Recurring. */
export const watchWalletsJob = defineJob({
  name: 'watch-wallets',
  schema: z.object({}),
  retryLimit: 1,
  retryDelaySeconds: 10,
  expireSeconds: 120,
});

/** A recharge was decided and written down: the kept card is to be charged. */
export const sendRechargeJob = defineJob({
  name: 'send-recharge',
  schema: z.object({ rechargeId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 120,
});

/** A recharge was paid, declined, or waits for its cardholder: owners are told, orders stop or go on. */
export const rechargeMovedJob = defineJob({
  name: 'recharge-moved',
  schema: z.object({ rechargeId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 60,
});

/** A wallet fell below what its owners are warned of. */
export const walletLowJob = defineJob({
  name: 'wallet-low',
  schema: z.object({ warningId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 60,
});

/** What became of a payment that its bank took back was told by mail. */
export const chargebackToldJob = defineJob({
  name: 'chargeback-told',
  schema: z.object({ noticeId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 60,
});

/** Unspent money was taken out of a wallet: Stripe is to send it back to the card. */
export const sendCardRefundJob = defineJob({
  name: 'send-card-refund',
  schema: z.object({ cardRefundId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 120,
});

/** A payment by card was given up by its payer: Stripe is to close its page. */
export const expireTopUpJob = defineJob({
  name: 'expire-top-up',
  schema: z.object({ topUpId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 120,
});

/** A kept card was given up: Stripe is to forget it too. */
export const forgetCardJob = defineJob({
  name: 'forget-card',
  schema: z.object({ cardId: z.string() }),
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireSeconds: 60,
});
