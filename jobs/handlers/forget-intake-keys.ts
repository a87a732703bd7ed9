import { forgetIntakeKeys } from '#app/domain/leads/forget-intake-keys.server.ts';
import type { JobContext } from '../context.ts';

export async function forgetOldIntakeKeys(context: JobContext): Promise<void> {
  await forgetIntakeKeys(context.db.pool, { now: context.now() });
}
