import { z } from 'zod';
import { defineJob, defineJobOfIds } from '#app/platform/job-kind.ts';

/** Sales were recorded and paid: their buyers are to be told. */
export const saleRecorded = defineJobOfIds({
  name: 'sale-recorded',
  formerly: 'saleId',
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

/** What a sale earned became the seller's own, or its price went back to the buyer: the seller's tracker is to be told. */
export const saleMoved = defineJob({
  name: 'sale-moved',
  schema: z.object({ saleId: z.string(), to: z.enum(['released', 'returned', 'taken_back']) }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** Looks which offers have buyers with room. Recurring. */
export const watchOffersJob = defineJob({
  name: 'watch-offers',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 10,
  expireSeconds: 120,
});

/** An offer lost its last buyer with room, or has one again: its seller is to be told. */
export const offerRoomJob = defineJob({
  name: 'offer-room',
  schema: z.object({ closureId: z.string(), to: z.enum(['full', 'open']) }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** An offer's leads from one region have no buyer with room any more, or one again: its seller is to be told. */
export const regionRoomJob = defineJob({
  name: 'region-room',
  schema: z.object({ closureId: z.string(), to: z.enum(['full', 'open']) }),
  retryLimit: 8,
  retryDelaySeconds: 1,
  expireSeconds: 60,
});

/** Looks at the ask of every active offer. Recurring. */
export const checkOffersJob = defineJob({
  name: 'check-offers',
  schema: z.object({}),
  retryLimit: 2,
  retryDelaySeconds: 60,
  expireSeconds: 1_800,
});
