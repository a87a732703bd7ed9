import { forgetCodes } from '#app/domain/forms/forget-codes.server.ts';
import type { JobContext } from '../context.ts';

export async function forgetOldCodes(context: JobContext): Promise<void> {
  await forgetCodes(context.db.pool, { now: context.now() });
}
