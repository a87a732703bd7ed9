import { decideRecharges } from '#app/domain/billing/decide-recharges.server.ts';
import { planRecharge } from '#app/domain/billing/plan-recharge.server.ts';
import { refundToCard } from '#app/domain/billing/refund-to-card.server.ts';
import { sendCardRefund } from '#app/domain/billing/send-card-refund.server.ts';
import { sendRecharge } from '#app/domain/billing/send-recharge.server.ts';
import { settleCardRefund } from '#app/domain/billing/settle-card-refund.server.ts';
import { settleRecharge } from '#app/domain/billing/settle-recharge.server.ts';
import { present } from '#app/kernel/assert.ts';
import { HOUR_MS } from '#app/kernel/time.ts';
import type { Random } from '../faults/random.ts';
import {
  type Books,
  balanceOf,
  comeIn,
  creditByCard,
  isFrozen,
  least,
  move,
  platform,
  spendable,
} from './books.ts';
import { cardOf, RECHARGE, type Scene } from './scene.ts';
import {
  ACTOR,
  IDLY,
  kopecks,
  type Linked,
  maybeRefused,
  type Operation,
  passingOn,
  pickLinked,
  type Step,
} from './step.ts';

/** Money that goes back to cards, and cards that are charged by themselves. */
export const CARD_OPERATIONS: readonly Operation[] = [
  { name: 'what is unspent goes back to cards', weight: 4, prepare: refundPart },
  { name: 'a refund is passed on', weight: 6, prepare: passRefundOn },
  { name: 'a refund is told of', weight: 5, prepare: tellOfRefund },
  { name: 'recharges are decided', weight: 3, prepare: decideRecharge },
  { name: 'a recharge is charged', weight: 6, prepare: chargeRecharge },
  { name: 'a recharge is told of', weight: 6, prepare: tellOfRecharge },
  { name: 'recharging is turned on again', weight: 1, prepare: turnOn },
];

/** The newest charges first, those that a refund came back from last, none more than it has left, and nothing of what its bank took back. */
function partsOf(
  books: Books,
  buyer: string,
  mostMinor = balanceOf(books, spendable(buyer)),
): { chargeId: string; amountMinor: bigint }[] {
  const takenBack = new Set(
    [...books.chargebacks.values()]
      .filter(({ withdrawnMinor, reinstatedMinor }) => withdrawnMinor > 0n && reinstatedMinor === 0n)
      .map(({ chargeId }) => chargeId),
  );
  const failed = new Set(
    [...books.refunds.values()].filter(({ status }) => status === 'failed').map(({ chargeId }) => chargeId),
  );
  let left = least(mostMinor, balanceOf(books, spendable(buyer)));
  const charges = [...books.charges]
    .filter(([id, one]) => one.buyer === buyer && !takenBack.has(id))
    .sort(
      ([a, one], [b, other]) =>
        Number(failed.has(a)) - Number(failed.has(b)) || other.paidMs - one.paidMs || (a < b ? 1 : -1),
    );
  return charges.flatMap(([chargeId, one]) => {
    const amountMinor = least(left, one.amountMinor - one.refundedMinor);
    left -= amountMinor;
    return amountMinor > 0n ? [{ chargeId, amountMinor }] : [];
  });
}

const sumOf = (parts: readonly { amountMinor: bigint }[]) =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** Of what went back, which charge gave how much: in the order in which it was taken. */
const toldOf = (parts: readonly { chargeId: string; amountMinor: bigint }[]) =>
  `sent: ${parts.map(({ chargeId, amountMinor }) => `${amountMinor} of ${chargeId}`).join(', ')}`;

/** All that can go back, a part of it, or one kopeck more than there is. */
export function refundPart({ db, buyers, books, now }: Scene, random: Random): Step | null {
  const buyer = random.pick(buyers);
  const most = sumOf(partsOf(books, buyer));
  if (most === 0n && !random.chance(IDLY)) return null;
  const part = most > 1n && random.chance(0.6) ? kopecks(random, 1, Number(most)) : most;
  const amountMinor = random.chance(0.1) ? most + 1n : part;
  return {
    says: `${buyer} asks ${amountMinor} back`,
    run: async () => {
      const ids = await refundToCard(db, {
        ...{ ...ACTOR, organisationId: buyer, currency: 'UAH', amountMinor, plan: null, now },
      });
      const rows = await db.prisma.cardRefund.findMany({ where: { id: { in: ids } } });
      return toldOf(
        ids.map((id) =>
          present(
            rows.find((row) => row.id === id),
            'what was refunded has its row',
          ),
        ),
      );
    },
    book: (after) => {
      if (isFrozen(after, buyer)) return 'refund_blocked';
      if (partsOf(after, buyer).length === 0) return 'refund_nothing';
      const parts = partsOf(after, buyer, amountMinor);
      if (sumOf(parts) !== amountMinor) return 'refund_changed';
      for (const part of parts) {
        move(after, spendable(buyer), platform('stripe_clearing'), part.amountMinor);
        present(after.charges.get(part.chargeId), 'a charge stays').refundedMinor += part.amountMinor;
        after.refunds.set(`refund ${after.refunds.size + 1}`, { buyer, ...part, status: 'pending' });
      }
      return toldOf(parts);
    },
  };
}

/** Refunds of the same charge, amount and state are as good as one another: the books' is one of the database's. */
function pickRefund(scene: Scene, random: Random): Promise<Linked | null> {
  return pickLinked(scene, random, {
    from: scene.books.refunds,
    isUseful: ({ status }) => status !== 'failed',
    find: ({ buyer, ...where }, taken) =>
      scene.db.prisma.cardRefund.findFirstOrThrow({
        where: { organisationId: buyer, ...where, id: { notIn: taken } },
        select: { id: true },
      }),
    linked: maybeRefused(scene, random),
  });
}

function giveBack(books: Books, key: string): void {
  const one = present(books.refunds.get(key), 'a refund stays');
  one.status = 'failed';
  present(books.charges.get(one.chargeId), 'a charge stays').refundedMinor -= one.amountMinor;
  comeIn(books, platform('stripe_clearing'), one.buyer, one.amountMinor);
}

async function passRefundOn(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickRefund(scene, random);
  if (!picked) return null;
  const { db, now } = scene;
  return passingOn(scene, picked, {
    send: () => sendCardRefund(db, { cardRefundId: picked.id, now }),
    book: (books, isRefused) => {
      const one = present(books.refunds.get(picked.key), 'a refund stays');
      if (one.status !== 'pending') return;
      if (isRefused) giveBack(books, picked.key);
      else one.status = 'sent';
    },
  });
}

async function tellOfRefund(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickRefund(scene, random);
  if (!picked) return null;
  const { db, books, now } = scene;
  const { key, id } = picked;
  const { amountMinor } = present(books.refunds.get(key), 'it was picked from them');
  const status = random.pick(['done', 'under_way', 'failed'] as const);
  const differs = random.chance(0.1);
  return {
    says: `Stripe tells that ${key} is ${status}${differs ? ', in another amount' : ''}`,
    run: () =>
      settleCardRefund(db, {
        ...ACTOR,
        refunded: {
          ...{ id: `re_${id}`, status, currency: 'UAH', reference: id },
          amountMinor: differs ? amountMinor + 1n : amountMinor,
          failureCode: status === 'failed' ? 'lost_or_stolen_card' : null,
        },
        now,
      }),
    book: (after) => {
      const one = present(after.refunds.get(key), 'a refund stays');
      if (differs) return 'differs';
      if (one.status === 'failed') return 'known';
      if (status === 'failed') {
        giveBack(after, key);
        return 'returned';
      }
      if (one.status === 'sent') return 'known';
      one.status = 'sent';
      return 'sent';
    },
  };
}

const isOpen = ({ status }: { status: string }) => status === 'pending' || status === 'asking';

/** Of a wallet that is low and waits for no charge, and now and then of any. */
export function decideRecharge({ db, buyers, books, now }: Scene, random: Random): Step {
  const low = buyers.filter(
    (one) =>
      balanceOf(books, spendable(one)) < RECHARGE.thresholdMinor &&
      ![...books.recharges.values()].some((recharge) => recharge.buyer === one && isOpen(recharge)),
  );
  const buyer = random.pick(low.length > 0 && !random.chance(IDLY) ? low : buyers);
  const month = now.toISOString().slice(0, 7);
  return {
    says: `it is decided whether ${buyer} recharges`,
    run: async () => `${(await decideRecharges(db, { organisationIds: [buyer], now })).length} decided`,
    book: (after) => {
      const own = [...after.recharges.values()].filter((one) => one.buyer === buyer);
      const counts = own.filter((one) => one.month === month && (isOpen(one) || one.status === 'paid'));
      const isDue =
        after.plans.get(buyer)?.state === 'on' &&
        balanceOf(after, spendable(buyer)) < RECHARGE.thresholdMinor &&
        !own.some(isOpen) &&
        BigInt(counts.length + 1) * RECHARGE.amountMinor <= RECHARGE.ceilingMinor &&
        !isFrozen(after, buyer);
      if (!isDue) return '0 decided';
      after.recharges.set(`recharge ${after.recharges.size + 1}`, {
        ...{ buyer, month, decidedMs: now.getTime(), status: 'pending' },
      });
      return '1 decided';
    },
  };
}

/** A wallet has one recharge under way at most: the one that is not linked yet. */
function pickRecharge(scene: Scene, random: Random): Promise<Linked | null> {
  return pickLinked(scene, random, {
    from: scene.books.recharges,
    isUseful: isOpen,
    find: ({ buyer }, taken) =>
      scene.db.prisma.recharge.findFirstOrThrow({
        where: { organisationId: buyer, id: { notIn: taken } },
        select: { id: true },
      }),
    linked: (id) => scene.answers.set(id, random.pick(['paid', 'paid', 'asks', 'declined'])),
  });
}

type Told = 'paid' | 'asks' | 'declined' | 'canceled' | 'open';

/** What a payment has come to, in the books: of a decline and of a bank that asks, nothing is charged by itself any more. */
function bookRecharge(books: Books, key: string, told: Told, nowMs: number, id: string): string {
  const one = present(books.recharges.get(key), 'a recharge stays');
  const plan = present(books.plans.get(one.buyer), 'each buyer has a plan');
  if (one.status === 'paid') return 'known';
  if (told === 'paid') {
    if (one.status === 'asking' && plan.haltCode === 'authentication_required')
      Object.assign(plan, { state: 'on', haltCode: null });
    one.status = 'paid';
    creditByCard(books, { id, buyer: one.buyer, amountMinor: RECHARGE.amountMinor, paidMs: nowMs });
    return 'credited';
  }
  if (!isOpen(one)) return 'known';
  if (told === 'open') return 'waiting';
  if (told === 'asks' && one.status === 'asking') return 'known';
  one.status = told === 'asks' ? 'asking' : told;
  const code = { asks: 'authentication_required', declined: 'card_declined', canceled: 'not_confirmed' }[
    told
  ];
  if (
    (plan.state === 'on' && told !== 'canceled') ||
    (plan.state === 'halted' && plan.haltCode === 'authentication_required')
  )
    Object.assign(plan, { state: 'halted', haltCode: code });
  return told === 'asks' ? 'asked' : told;
}

const SENT_WITHIN_MS = 12 * HOUR_MS;

export async function chargeRecharge(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickRecharge(scene, random);
  if (!picked) return null;
  const { db, answers, now } = scene;
  const { key, id } = picked;
  const told = present(answers.get(id), 'its bank has an answer');
  const bookCharge = (after: Books, seen: Readonly<Books>) => {
    const [one, looked] = [after, seen].map((books) => present(books.recharges.get(key), 'a recharge stays'));
    if (!one || looked?.status !== 'pending') return 'asked';
    const isWanted =
      seen.plans.get(one.buyer)?.state === 'on' &&
      !isFrozen(seen, one.buyer) &&
      now.getTime() <= one.decidedMs + SENT_WITHIN_MS;
    if (isWanted) bookRecharge(after, key, told, now.getTime(), id);
    else if (one.status === 'pending') one.status = 'canceled';
    return 'asked';
  };
  return {
    says: `${key} is charged: its bank says ${told}`,
    run: async () => {
      await sendRecharge(db, { rechargeId: id, now });
      return 'asked';
    },
    book: (after) => bookCharge(after, after),
    bookLate: bookCharge,
  };
}

async function tellOfRecharge(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickRecharge(scene, random);
  if (!picked) return null;
  const { db, now } = scene;
  const { key, id } = picked;
  const told = random.pick<Told>(['paid', 'paid', 'asks', 'declined', 'canceled', 'open']);
  const differs = random.chance(0.1);
  return {
    says: `Stripe tells that ${key} is ${told}${differs ? ', in another amount' : ''}`,
    run: () =>
      settleRecharge(db, {
        ...ACTOR,
        payment: {
          ...{ id: `pi_${id}`, status: told, currency: 'UAH', reference: id, confirmUrl: null },
          amountMinor: RECHARGE.amountMinor + (differs ? 1n : 0n),
          declineCode: told === 'declined' ? 'card_declined' : null,
        },
        now,
      }),
    book: (after) => (differs ? 'differs' : bookRecharge(after, key, told, now.getTime(), id)),
  };
}

function turnOn({ db, buyers, books, now }: Scene, random: Random): Step | null {
  const buyer = random.pick(buyers);
  if (books.plans.get(buyer)?.state === 'on' && !random.chance(IDLY)) return null;
  return {
    says: `${buyer} turns recharging on`,
    run: async () => {
      await planRecharge(db, {
        ...{ ...ACTOR, organisationId: buyer, currency: 'UAH' },
        plan: { warnMinor: null, recharge: { ...RECHARGE, cardId: cardOf(buyer) } },
        now,
      });
      return 'on';
    },
    book: (after) => {
      after.plans.set(buyer, { state: 'on', haltCode: null });
      return 'on';
    },
  };
}
