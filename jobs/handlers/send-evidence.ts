import { sendEvidence as send } from '#app/domain/billing/send-evidence.server.ts';
import type { JobContext } from '../context.ts';

export async function sendEvidence(
  context: JobContext,
  jobs: readonly { chargebackId: string }[],
): Promise<void> {
  for (const { chargebackId } of jobs) await send(context.db, { chargebackId, now: context.now() });
}
