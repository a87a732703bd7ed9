import { passUnanswered } from '#app/domain/disputes/pass-unanswered.server.ts';
import type { JobContext } from '../context.ts';

export async function passUnansweredDisputes(context: JobContext): Promise<void> {
  await passUnanswered(context.db, { now: context.now() });
}
