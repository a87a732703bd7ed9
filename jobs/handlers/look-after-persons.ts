import { forgetPersons } from '#app/domain/privacy/forget-persons.server.ts';
import { sendReceipt } from '#app/domain/privacy/send-receipt.server.ts';
import { tellOfWithdrawal } from '#app/domain/privacy/tell-of-withdrawal.server.ts';
import type { JobContext } from '../context.ts';

type Job = { leadId: string };

export async function leadWithdrawn(context: JobContext, jobs: readonly Job[]): Promise<void> {
  for (const { leadId } of jobs) await tellOfWithdrawal(context.db, { leadId, now: context.now() });
}

export async function sendReceipts(context: JobContext, jobs: readonly Job[]): Promise<void> {
  for (const { leadId } of jobs) await sendReceipt(context.db, { leadId, now: context.now() });
}

export async function forgetOldPersons(context: JobContext): Promise<void> {
  const { leads } = await forgetPersons(context.db, { now: context.now() });
  context.db.log.info({ leads }, 'persons forgotten');
}
