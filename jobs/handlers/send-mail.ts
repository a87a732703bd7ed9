import { sendMail } from '#app/domain/notifications/send-mail.server.ts';
import type { JobContext } from '../context.ts';

export async function sendQueuedMail(
  context: JobContext,
  jobs: readonly { mailId: string }[],
): Promise<void> {
  for (const { mailId } of jobs) await sendMail(context.db, { mailId, now: context.now() });
}
