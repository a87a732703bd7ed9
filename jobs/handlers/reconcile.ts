import { reconcile as run } from '#app/domain/billing/reconcile.server.ts';
import type { JobContext } from '../context.ts';

export async function reconcile(
  context: JobContext,
  jobs: readonly { startedBy?: string | undefined }[],
): Promise<void> {
  for (const { startedBy = 'job' } of jobs) await run(context.db, { startedBy, now: context.now() });
}
