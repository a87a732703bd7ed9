import { paySellers as pay } from '#app/domain/billing/pay-sellers.server.ts';
import type { JobContext } from '../context.ts';

export async function paySellers(context: JobContext): Promise<void> {
  await pay(context.db, { now: context.now() });
}
