import { forgetTraces } from '#app/domain/leads/forget-traces.server.ts';
import type { JobContext } from '../context.ts';

export async function forgetOldTraces(context: JobContext): Promise<void> {
  await forgetTraces(context.db.pool, { now: context.now() });
}
