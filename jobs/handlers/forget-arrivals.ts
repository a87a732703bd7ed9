import { forgetArrivals } from '#app/domain/leads/forget-arrivals.server.ts';
import type { JobContext } from '../context.ts';

export async function forgetOldArrivals(context: JobContext): Promise<void> {
  await forgetArrivals(context.db.pool, { now: context.now() });
}
