import { z } from 'zod';
import { defineJob } from '#app/platform/job-kind.ts';

/** Forecasts leads a month anew from all months that are over. Recurring. */
export const forecastDemandJob = defineJob({
  name: 'forecast-demand',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 900,
});

/** Brings the price model up to date with what was sold since the last fit. Recurring. */
export const updatePricesJob = defineJob({
  name: 'update-prices',
  schema: z.object({}),
  retryLimit: 1,
  retryDelaySeconds: 60,
  expireSeconds: 300,
});

/** Fits the price model anew to what was sold, asked and bid. Recurring. */
export const refitPricesJob = defineJob({
  name: 'refit-prices',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 900,
});

/** Measures the competition of every market anew. Recurring. */
export const measureCompetitionJob = defineJob({
  name: 'measure-competition',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 600,
});

/** Mails what is ahead of their markets to who asked for it. Recurring. */
export const mailOutlooksJob = defineJob({
  name: 'mail-outlooks',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 900,
});
