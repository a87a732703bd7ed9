import { forgetMail } from '#app/domain/notifications/forget-mail.server.ts';
import type { JobContext } from '../context.ts';

export async function forgetOldMail(context: JobContext): Promise<void> {
  await forgetMail(context.db, { now: context.now() });
}
