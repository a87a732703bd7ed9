import { healPayments as heal } from '#app/domain/billing/heal-payments.server.ts';
import type { JobContext } from '../context.ts';

export async function healPayments(context: JobContext): Promise<void> {
  await heal(context.db, { now: context.now() });
}
