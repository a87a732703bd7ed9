import { healPaymentsJob, paySellersJob, watchWalletsJob } from '#app/domain/billing/jobs.ts';
import { releaseHolds } from '#app/domain/exchange/jobs.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';

/** Lets the worker do often what it does by the clock every few minutes, so that kills fall into it. */
const OFTEN = [
  { job: releaseHolds, everyS: 1 },
  { job: paySellersJob, everyS: 4 },
  { job: healPaymentsJob, everyS: 5 },
  { job: watchWalletsJob, everyS: 2 },
];

export type Clock = { readonly resume: () => void; readonly pause: () => void };

export function openClock(db: Db): Clock {
  let timers: NodeJS.Timeout[] = [];
  return {
    resume() {
      // A database that is killed takes no job; the next second asks again.
      timers = OFTEN.map(({ job, everyS }) =>
        setInterval(() => void enqueue(db.queue, db.pool, job, [{}]).catch(() => undefined), everyS * 1_000),
      );
    },
    pause() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
