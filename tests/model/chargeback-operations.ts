import { recoverChargebacks } from '#app/domain/billing/recover-chargebacks.server.ts';
import { refreshChargeback } from '#app/domain/billing/refresh-chargeback.server.ts';
import { present } from '#app/kernel/assert.ts';
import { transact } from '#app/platform/db.server.ts';
import type { PaymentDispute } from '#app/platform/stripe.server.ts';
import type { Random } from '../faults/random.ts';
import { type Books, balanceOf, isFrozen, least, move, platform, recover, spendable } from './books.ts';
import type { Scene } from './scene.ts';
import { ACTOR, IDLY, type Operation, pickKey, pickUseful, type Step } from './step.ts';

/** Payments that their banks take back, or ask about. */
export const CHARGEBACK_OPERATIONS: readonly Operation[] = [
  { name: 'a bank disputes a payment', weight: 3, prepare: openDispute },
  { name: 'a dispute goes on', weight: 9, prepare: goOn },
  { name: 'what is owed is recovered', weight: 3, prepare: recoverOwed },
];

const COST_MINOR = 1_500n;

/** A bank disputes each payment once; whether we are told at once is another thing. */
export function openDispute(scene: Scene, random: Random): Step | null {
  const { books, disputes, now } = scene;
  const disputed = new Set([...disputes.values()].map(({ reference }) => reference));
  const chargeId = pickKey(random, new Map([...books.charges].filter(([id]) => !disputed.has(id))));
  if (chargeId === null) return null;
  const { amountMinor } = present(books.charges.get(chargeId), 'it was picked from them');
  const id = `du_${chargeId}`;
  const asksFirst = random.chance(0.25);
  disputes.set(id, {
    ...{ id, amountMinor, currency: 'UAH', reason: 'fraudulent', reference: chargeId },
    paymentIntentId: random.chance(0.5) ? `pi_${chargeId}` : null,
    ...{ openedAt: now, evidenceDueAt: null, submissions: 0, reinstated: null },
    status: asksFirst ? 'warning_needs_response' : 'needs_response',
    withdrawn: asksFirst ? null : { amountMinor, feeMinor: COST_MINOR },
  });
  return told(scene, id);
}

/** What may come next of a dispute, by what it is. */
function nextOf(dispute: PaymentDispute, random: Random): PaymentDispute {
  const { amountMinor, status, withdrawn } = dispute;
  const taken = { withdrawn: { amountMinor, feeMinor: COST_MINOR } };
  if (status.startsWith('warning_')) {
    if (status === 'warning_closed') return dispute;
    return random.chance(0.5)
      ? { ...dispute, ...taken, status: 'needs_response' }
      : { ...dispute, status: 'warning_closed' };
  }
  if (status === 'won' || status === 'lost' || !withdrawn) return dispute;
  switch (random.pick(['review', 'won', 'lost', 'lost'])) {
    case 'won':
      return { ...dispute, status: 'won', reinstated: { amountMinor, feeMinor: COST_MINOR } };
    case 'lost':
      return { ...dispute, status: 'lost' };
    default:
      return { ...dispute, status: 'under_review' };
  }
}

function goOn(scene: Scene, random: Random): Step | null {
  const { disputes } = scene;
  const ENDS = ['won', 'lost', 'warning_closed'];
  const id = pickUseful(random, disputes, ({ status }) => !ENDS.includes(status));
  if (id === null) return null;
  const dispute = present(disputes.get(id), 'it was picked from them');
  if (random.chance(0.8)) disputes.set(id, nextOf(dispute, random));
  return told(scene, id);
}

/** Told of as it stands at Stripe at that moment, of which there is one: two at once read the same. */
function told(scene: Scene, id: string): Step {
  const { db, disputes, now } = scene;
  const { status } = present(disputes.get(id), 'it was opened');
  return {
    says: `Stripe tells of ${id}, which is ${status}`,
    run: () => refreshChargeback(db, { ...ACTOR, disputeId: id, now }),
    book: (books) => bookDispute(books, present(disputes.get(id), 'it was opened')),
  };
}

function bookDispute(books: Books, dispute: PaymentDispute): string {
  const { id, status, withdrawn, reinstated } = dispute;
  const chargeId = dispute.reference ?? '';
  const { buyer } = present(books.charges.get(chargeId), 'only what was paid is disputed');
  const known = books.chargebacks.get(id);
  const one = known ?? {
    ...{
      buyer,
      chargeId,
      status,
      withdrawnMinor: 0n,
      frozenMinor: 0n,
      recoveredMinor: 0n,
      reinstatedMinor: 0n,
    },
  };
  let isNews = known === undefined || one.status !== status;
  one.status = status;
  books.chargebacks.set(id, one);
  const [lost, clearing] = [platform('chargebacks'), platform('stripe_clearing')];
  if (withdrawn && one.withdrawnMinor === 0n) {
    one.withdrawnMinor = withdrawn.amountMinor;
    one.frozenMinor = reinstated ? 0n : least(withdrawn.amountMinor, balanceOf(books, spendable(buyer)));
    move(books, lost, clearing, withdrawn.amountMinor + withdrawn.feeMinor);
    move(books, spendable(buyer), lost, one.frozenMinor);
    isNews = true;
  }
  if (reinstated && one.reinstatedMinor === 0n) {
    one.reinstatedMinor = reinstated.amountMinor;
    move(books, clearing, lost, reinstated.amountMinor + reinstated.feeMinor);
    move(books, lost, spendable(buyer), one.frozenMinor + one.recoveredMinor);
    isNews = true;
  }
  if (isFrozen(books, buyer)) recover(books, buyer);
  return isNews ? 'booked' : 'known';
}

function recoverOwed({ db, buyers, books, now }: Scene, random: Random): Step | null {
  const buyer = random.pick(buyers);
  if (!isFrozen(books, buyer) && !random.chance(IDLY)) return null;
  return {
    says: `what ${buyer} owes is recovered`,
    run: async () => {
      const input = { ...ACTOR, organisationId: buyer, currency: 'UAH' as const, now };
      return `${await transact(db.pool, (tx) => recoverChargebacks(tx, input))} recovered`;
    },
    book: (after) => `${recover(after, buyer)} recovered`,
  };
}
