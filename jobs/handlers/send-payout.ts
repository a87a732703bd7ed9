import { sendPayout as send } from '#app/domain/billing/send-payout.server.ts';
import type { JobContext } from '../context.ts';

export async function sendPayout(context: JobContext, jobs: readonly { payoutId: string }[]): Promise<void> {
  for (const { payoutId } of jobs) await send(context.db, { payoutId, now: context.now() });
}
