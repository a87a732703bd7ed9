import { chargebackEvent } from '#app/domain/billing/chargeback-event.server.ts';
import { lowWalletEvent } from '#app/domain/billing/low-wallet-event.server.ts';
import { attemptDelivery } from '#app/domain/delivery/attempt-delivery.server.ts';
import type { OtherEvents } from '#app/domain/delivery/event-body.server.ts';
import { disputeEvent } from '#app/domain/disputes/dispute-event.server.ts';
import { takenBackEvent } from '#app/domain/disputes/taken-back-event.server.ts';
import { closureEvent, regionClosureEvent } from '#app/domain/exchange/closure-event.server.ts';
import { withdrawnEvent } from '#app/domain/privacy/withdrawn-event.server.ts';
import type { JobContext } from '../context.ts';

type Attempt = { deliveryId: string; attempt: number; once: boolean };

const OTHERS: OtherEvents = {
  'dispute.opened': disputeEvent,
  'dispute.decided': disputeEvent,
  'sale.taken_back': takenBackEvent,
  'lead.withdrawn': withdrawnEvent,
  'wallet.low': lowWalletEvent,
  'wallet.frozen': chargebackEvent,
  'wallet.thawed': chargebackEvent,
  'offer.full': closureEvent,
  'offer.open': closureEvent,
  'offer.region_full': regionClosureEvent,
  'offer.region_open': regionClosureEvent,
};

export async function deliverWebhook(context: JobContext, jobs: readonly Attempt[]): Promise<void> {
  await Promise.all(
    jobs.map(({ deliveryId, attempt, once }) =>
      attemptDelivery(context.db, {
        deliveryId,
        attempt,
        once,
        allowPrivate: context.allowPrivateWebhooks,
        others: OTHERS,
        now: context.now(),
      }),
    ),
  );
}
