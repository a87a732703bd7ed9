import { attemptDelivery } from '#app/domain/delivery/attempt-delivery.server.ts';
import type { JobContext } from '../context.ts';

export async function deliverWebhook(
  context: JobContext,
  jobs: readonly { deliveryId: string }[],
): Promise<void> {
  await Promise.all(
    jobs.map(({ deliveryId }) =>
      attemptDelivery(context.db, {
        deliveryId,
        allowPrivate: context.allowPrivateWebhooks,
        now: context.now(),
      }),
    ),
  );
}
