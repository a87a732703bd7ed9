import { attemptDelivery } from '#app/domain/delivery/attempt-delivery.server.ts';
import type { JobContext } from '../context.ts';

type Attempt = { deliveryId: string; attempt: number; once: boolean };

export async function deliverWebhook(context: JobContext, jobs: readonly Attempt[]): Promise<void> {
  await Promise.all(
    jobs.map(({ deliveryId, attempt, once }) =>
      attemptDelivery(context.db, {
        deliveryId,
        attempt,
        once,
        allowPrivate: context.allowPrivateWebhooks,
        now: context.now(),
      }),
    ),
  );
}
