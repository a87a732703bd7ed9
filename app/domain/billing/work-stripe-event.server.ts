import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { noteBankPayout } from './note-bank-payout.server.ts';
import { refreshChargeback } from './refresh-chargeback.server.ts';
import { refreshPayoutAccount } from './refresh-payout-account.server.ts';
import { reversePayout } from './reverse-payout.server.ts';
import { settleCardRefund } from './settle-card-refund.server.ts';
import { settleCardSetup } from './settle-card-setup.server.ts';
import { settleRecharge } from './settle-recharge.server.ts';
import { settleTopUp } from './settle-top-up.server.ts';

type Event = { id: string; type: string; account: string | null; objectId: string };
type Work = (db: Db, event: Event, now: Date) => Promise<string>;

const settle =
  (hasFailed: boolean): Work =>
  async (db, event, now) => {
    const page = await db.stripe.readCheckout(event.objectId);
    if (isId('csup', page.reference ?? '')) return settleCardSetup(db, { page, now });
    if (!isId('topup', page.reference ?? '')) return 'ignored';
    return settleTopUp(db, { ...actorOf(event), page, hasFailed, now });
  };

const dispute: Work = (db, event, now) =>
  refreshChargeback(db, { ...actorOf(event), disputeId: event.objectId, now });

/** Payments that are no recharge are those of payment pages, whose own events tell of them. */
const recharge: Work = async (db, event, now) => {
  const payment = await db.stripe.readPayment(event.objectId);
  if (!isId('rchg', payment.reference ?? '')) return 'ignored';
  return settleRecharge(db, { ...actorOf(event), payment, now });
};

const refund: Work = async (db, event, now) => {
  const refunded = await db.stripe.readRefund(event.objectId);
  if (!isId('crfd', refunded.reference ?? '')) return 'ignored';
  return settleCardRefund(db, { ...actorOf(event), refunded, now });
};

/** What is done about events of our own account. What they are about is asked for anew: they come in any order. */
const OWN: Readonly<Record<string, Work>> = {
  'checkout.session.completed': settle(false),
  'checkout.session.async_payment_succeeded': settle(false),
  'checkout.session.async_payment_failed': settle(true),
  'checkout.session.expired': settle(false),
  'charge.dispute.created': dispute,
  'charge.dispute.updated': dispute,
  'charge.dispute.closed': dispute,
  'charge.dispute.funds_withdrawn': dispute,
  'charge.dispute.funds_reinstated': dispute,
  'payment_intent.succeeded': recharge,
  'payment_intent.payment_failed': recharge,
  'payment_intent.canceled': recharge,
  'refund.created': refund,
  'refund.updated': refund,
  'refund.failed': refund,
  'charge.refund.updated': refund,
  'transfer.reversed': async (db, event, now) => {
    const passedOn = await db.stripe.readPassedOn(event.objectId);
    const cameBack = await db.stripe.readCameBack(event.objectId);
    return reversePayout(db, { ...actorOf(event), passedOn, cameBack, now });
  },
};

const refresh: Work = async (db, event, now) => {
  const owner = await db.prisma.payoutAccount.findUnique({ where: { stripeAccountId: event.account ?? '' } });
  if (!owner) return 'ignored';
  return refreshPayoutAccount(db, { organisationId: owner.organisationId, now });
};

const noteBank: Work = (db, event, now) =>
  noteBankPayout(db, { stripeAccountId: event.account ?? '', bankPayoutId: event.objectId, now });

/** What is done about events of a seller's account. */
const CONNECTED: Readonly<Record<string, Work>> = {
  'account.updated': refresh,
  'account.application.deauthorized': refresh,
  'capability.updated': refresh,
  'payout.failed': noteBank,
  'payout.paid': noteBank,
};

/**
 * Works an event that was taken in, and notes what came of it. Repeated, it changes nothing more; kinds that nobody
 * works here, and events of accounts that are not ours or our sellers', are noted as ignored.
 */
export async function workStripeEvent(db: Db, input: { eventId: string; now: Date }): Promise<void> {
  const row = await db.prisma.stripeEvent.findUnique({ where: { id: input.eventId } });
  if (!row || row.workedAt) return;
  const outcome = await act(db, row, input.now);
  await db.prisma.stripeEvent.updateMany({
    where: { id: row.id, workedAt: null },
    data: { workedAt: input.now, outcome },
  });
}

async function act(
  db: Db,
  row: { id: string; type: string; account: string | null; objectId: string | null },
  now: Date,
): Promise<string> {
  const kinds = row.account === null ? OWN : CONNECTED;
  const work = Object.hasOwn(kinds, row.type) ? kinds[row.type] : undefined;
  if (!work || row.objectId === null) return 'ignored';
  return work(db, { ...row, objectId: row.objectId }, now).catch((error: unknown) => {
    // What another's event is about cannot be read with our key.
    if (error instanceof StripeRefused) return 'ignored';
    throw error;
  });
}

function actorOf(event: Event) {
  return { actor: 'worker', origin: `stripe:${event.id}` };
}
