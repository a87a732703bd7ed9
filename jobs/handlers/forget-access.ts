import { forgetAccess } from '#app/domain/identity/forget-access.server.ts';
import type { JobContext } from '../context.ts';

export async function forgetOldAccess(context: JobContext): Promise<void> {
  await forgetAccess(context.db, { now: context.now() });
}
