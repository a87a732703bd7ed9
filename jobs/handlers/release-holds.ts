import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import type { JobContext } from '../context.ts';

export async function releaseHolds(context: JobContext): Promise<void> {
  await releaseDueHolds(context.db, { now: context.now() });
}
