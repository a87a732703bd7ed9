import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { postReservation } from '#app/domain/billing/post-reservation.server.ts';
import { reserve } from '#app/domain/billing/reserve.server.ts';
import { voidReservation } from '#app/domain/billing/void-reservation.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Random } from '../faults/random.ts';
import { balanceOf, isFrozen, move, pending, platform, reserved, spendable } from './books.ts';
import type { Scene } from './scene.ts';
import { ACTOR, kopecks, type Operation, pickUseful, type Step } from './step.ts';

/** Money that is set aside, and spent or given back. */
export const RESERVATION_OPERATIONS: readonly Operation[] = [
  { name: 'money is set aside', weight: 2, prepare: setAside },
  { name: 'what was set aside is spent', weight: 3, prepare: spend },
  { name: 'what was set aside is given back', weight: 2, prepare: giveBack },
];

function setAside({ db, buyers, now }: Scene, random: Random): Step {
  const buyer = random.pick(buyers);
  const id = newId('rsv', now.getTime());
  const amountMinor = kopecks(random, 1_000, 120_000);
  const reservation = { id, organisationId: buyer, currency: 'UAH' as const, amountMinor, purpose: 'test' };
  return {
    says: `${buyer} has ${amountMinor} set aside as ${id}`,
    run: async () => {
      await transact(db.pool, (tx) => reserve(tx, { ...ACTOR, reservation, now }));
      return 'set aside';
    },
    book: (after) => {
      if (after.reservations.has(id)) return 'set aside';
      if (isFrozen(after, buyer)) return 'money_frozen';
      if (balanceOf(after, spendable(buyer)) < amountMinor) return 'insufficient_funds';
      move(after, spendable(buyer), reserved(buyer), amountMinor);
      after.reservations.set(id, { buyer, amountMinor, end: null });
      return 'set aside';
    },
  };
}

function spend({ db, books, seller, now }: Scene, random: Random): Step | null {
  const id = pickUseful(random, books.reservations, ({ end }) => end === null);
  if (id === null) return null;
  const { amountMinor } = present(books.reservations.get(id), 'it was picked from them');
  const postedMinor = random.chance(0.4) ? amountMinor : amountMinor / 2n;
  const feeMinor = random.chance(0.5) ? (amountMinor - postedMinor) / 3n : 0n;
  const toSeller = random.chance(0.7);
  const creditAccountId = toSeller ? pending(seller) : platform('stripe_clearing');
  const end = `${postedMinor} and ${feeMinor} to ${creditAccountId}`;
  return {
    says: `of ${id} ${end}`,
    run: async () => {
      const input = { ...ACTOR, reservationId: id, postedMinor, feeMinor, creditAccountId, now };
      await transact(db.pool, async (tx) => {
        // Who credits an account sees to it that it is there.
        await openAccounts(tx, { organisationId: seller, currency: 'UAH', now });
        await postReservation(tx, input);
      });
      return 'spent';
    },
    book: (after) => {
      const one = present(after.reservations.get(id), 'a reservation stays');
      if (one.end !== null) return one.end === end ? 'spent' : 'reservation_settled';
      one.end = end;
      move(after, reserved(one.buyer), creditAccountId, postedMinor);
      move(after, reserved(one.buyer), platform('fees'), feeMinor);
      move(after, reserved(one.buyer), spendable(one.buyer), amountMinor - postedMinor - feeMinor);
      return 'spent';
    },
  };
}

function giveBack({ db, books, now }: Scene, random: Random): Step | null {
  const id = pickUseful(random, books.reservations, ({ end }) => end === null);
  if (id === null) return null;
  return {
    says: `${id} is given back`,
    run: async () => {
      await transact(db.pool, (tx) => voidReservation(tx, { ...ACTOR, reservationId: id, now }));
      return 'given back';
    },
    book: (after) => {
      const one = present(after.reservations.get(id), 'a reservation stays');
      if (one.end !== null) return one.end === 'given back' ? 'given back' : 'reservation_settled';
      one.end = 'given back';
      move(after, reserved(one.buyer), spendable(one.buyer), one.amountMinor);
      return 'given back';
    },
  };
}
