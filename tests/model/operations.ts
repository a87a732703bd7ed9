import { fundDemoWallet } from '#app/domain/billing/fund-demo-wallet.server.ts';
import { paySeller } from '#app/domain/billing/pay-seller.server.ts';
import { reversePayout } from '#app/domain/billing/reverse-payout.server.ts';
import { sendPayout } from '#app/domain/billing/send-payout.server.ts';
import { settleTopUp } from '#app/domain/billing/settle-top-up.server.ts';
import { openDispute as openClaim } from '#app/domain/disputes/open-dispute.server.ts';
import { replyToDispute } from '#app/domain/disputes/reply-to-dispute.server.ts';
import { ruleDispute } from '#app/domain/disputes/rule-dispute.server.ts';
import { takeBackSale } from '#app/domain/disputes/take-back-sale.server.ts';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { listingIdOf } from '#app/domain/exchange/read-listings.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { settleLeads } from '#app/domain/exchange/settle-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Random } from '../faults/random.ts';
import { BANK_OPERATIONS } from './bank-operations.ts';
import {
  available,
  type Books,
  balanceOf,
  becomeAvailable,
  creditByCard,
  debt,
  isFrozen,
  least,
  move,
  pending,
  platform,
  refund,
  sell,
  spendable,
} from './books.ts';
import { CARD_OPERATIONS, chargeRecharge, decideRecharge, refundPart } from './card-operations.ts';
import { CHARGEBACK_OPERATIONS, openDispute } from './chargeback-operations.ts';
import { RESERVATION_OPERATIONS } from './reservation-operations.ts';
import type { Scene } from './scene.ts';
import {
  ACTOR,
  IDLY,
  kopecks,
  type Linked,
  maybeRefused,
  type Operation,
  passingOn,
  pickKey,
  pickLinked,
  pickUseful,
  type Step,
} from './step.ts';

const REASONING = 'The number was checked again and does not exist.';

/** How each sequence begins, or most of what is drawn after it would come to nothing. */
export const OPENING = [demoFunding, askTopUp, settleAsked, settle] as const;

type Prepare = Operation['prepare'];

/** So that a seller has something to be paid out. */
const UNTIL_EARNED: readonly Prepare[] = [windowPasses, release];
/** A wallet that holds more than its bank takes back, while leads are sold and afterwards. */
const WHILE_FROZEN: readonly (Prepare | readonly [Prepare, Prepare])[] = [
  ...[demoFunding, demoFunding, askTopUp, settleAsked],
  ...[[openDispute, settle] as const, settle, settle],
];
/** A wallet that is low again in the month in which it was recharged. */
const LOW_AGAIN: readonly Prepare[] = [
  settle,
  decideRecharge,
  chargeRecharge,
  decideRecharge,
  settle,
  decideRecharge,
];
/** A part of what several payments brought. */
const PAID_TWICE: readonly Prepare[] = [
  askTopUp,
  settleAsked,
  hoursPass,
  askTopUp,
  settleAsked,
  refundPart,
  refundPart,
];

/** How sequences go on from there, one of these each: what takes several steps on end seldom comes about by itself. Two in a row are done at once. */
export const BEGINNINGS: readonly (readonly (Prepare | readonly [Prepare, Prepare])[])[] = [
  [],
  UNTIL_EARNED,
  UNTIL_EARNED,
  WHILE_FROZEN,
  LOW_AGAIN,
  PAID_TWICE,
];

/** Every kind of movement is one entry; a kind that comes to the exchange gets its own. */
export const OPERATIONS: readonly Operation[] = [
  { name: 'time passes', weight: 3, prepare: timePasses },
  { name: 'demo funding', weight: 2, prepare: demoFunding },
  { name: 'a top-up is asked for', weight: 2, prepare: askTopUp },
  { name: 'a top-up is settled', weight: 3, prepare: settleAsked },
  { name: 'leads are settled', weight: 4, prepare: settle },
  { name: 'a listing is bought', weight: 4, prepare: buy },
  { name: 'holds are released', weight: 3, passesOver: true, prepare: release },
  { name: 'a sale is disputed', weight: 3, locksSales: true, prepare: dispute },
  { name: 'the seller answers', weight: 3, locksSales: true, prepare: answer },
  { name: 'a dispute is ruled', weight: 5, locksSales: true, prepare: rule },
  { name: 'a payout is decided', weight: 4, prepare: payOut },
  { name: 'a payout is passed on', weight: 5, prepare: passOn },
  { name: 'a payout comes back', weight: 4, prepare: comeBack },
  { name: 'a sale is taken back', weight: 3, locksSales: true, prepare: takeBack },
  ...CARD_OPERATIONS,
  ...CHARGEBACK_OPERATIONS,
  ...RESERVATION_OPERATIONS,
  ...BANK_OPERATIONS,
];

function timePasses(scene: Scene, random: Random): Step {
  const [least, most] = random.pick([
    [HOUR_MS, 12 * HOUR_MS],
    [2 * DAY_MS, 6 * DAY_MS],
  ] as const);
  scene.now = after(scene.now, Math.floor(random.between(least, most)));
  return { says: `it is ${scene.now.toISOString()}`, run: async () => 'then', book: () => 'then' };
}

function hoursPass(scene: Scene): Step {
  scene.now = after(scene.now, HOUR_MS);
  return { says: `it is ${scene.now.toISOString()}`, run: async () => 'then', book: () => 'then' };
}

function windowPasses(scene: Scene): Step {
  scene.now = after(scene.now, 6 * DAY_MS);
  return { says: `it is ${scene.now.toISOString()}`, run: async () => 'then', book: () => 'then' };
}

function demoFunding({ db, buyers, now }: Scene, random: Random): Step {
  const buyer = random.pick(buyers);
  const amountMinor = kopecks(random, 50_000, 300_000);
  // Few occasions, so that one comes up again, with another amount.
  const occasion = random.pick(['a', 'b', 'c']);
  const money = { amountMinor, currency: 'UAH' as const };
  return {
    says: `funds ${buyer} with ${amountMinor} on occasion ${occasion}`,
    run: async () => {
      await transact(db.pool, (tx) =>
        fundDemoWallet(tx, { ...ACTOR, organisationId: buyer, money, occasion, now }),
      );
      return 'funded';
    },
    book: (books) => {
      const key = `${buyer} ${occasion}`;
      const before = books.funded.get(key);
      if (before !== undefined) return before === amountMinor ? 'funded' : 'transfer_key_reused';
      books.funded.set(key, amountMinor);
      move(books, platform('demo_funding'), spendable(buyer), amountMinor);
      return 'funded';
    },
  };
}

/** As `startTopUp` notes it, without the page that is then opened over the network. */
function askTopUp({ db, buyers, now }: Scene, random: Random): Step {
  const id = newId('topup', now.getTime());
  const buyer = random.pick(buyers);
  const amountMinor = kopecks(random, 100_000, 500_000);
  return {
    says: `${buyer} asks for top-up ${id} of ${amountMinor}`,
    run: async () => {
      const row = { id, organisationId: buyer, currency: 'UAH', amountMinor, status: 'open' };
      await db.prisma.topUp.createMany({
        data: [{ ...row, createdBy: 'test', createdAt: now }],
        skipDuplicates: true,
      });
      return 'asked';
    },
    book: (books) => {
      if (!books.topUps.has(id)) books.topUps.set(id, { buyer, amountMinor, status: 'open' });
      return 'asked';
    },
  };
}

function settleAsked({ db, books, now }: Scene, random: Random): Step | null {
  const open = [...books.topUps].filter(([, { status }]) => status !== 'paid' || random.chance(IDLY));
  const id = pickKey(random, new Map(open));
  if (id === null) return null;
  const amountMinor = books.topUps.get(id)?.amountMinor ?? 0n;
  const isPaid = random.chance(0.75);
  const differs = random.chance(0.1);
  return {
    says: `Stripe tells that top-up ${id} is ${isPaid ? 'paid' : 'expired'}${differs ? ', in another amount' : ''}`,
    run: () =>
      settleTopUp(db, {
        ...ACTOR,
        page: {
          id: `cs_${id}`,
          status: isPaid ? 'complete' : 'expired',
          isPaid,
          url: null,
          amountMinor: differs ? amountMinor + 1n : amountMinor,
          currency: 'UAH',
          reference: id,
          paymentIntentId: isPaid ? `pi_${id}` : null,
          customerId: null,
          card: null,
        },
        now,
      }),
    book: (after) => {
      const topUp = after.topUps.get(id);
      if (!topUp) return 'ignored';
      if (differs) return 'differs';
      if (topUp.status === 'paid' || (!isPaid && topUp.status === 'expired')) return 'known';
      topUp.status = isPaid ? 'paid' : 'expired';
      if (!isPaid) return 'expired';
      creditByCard(after, { id, buyer: topUp.buyer, amountMinor, paidMs: now.getTime() });
      return 'credited';
    },
  };
}

/** One or two leads: to the highest bid at the second highest, or at the ask. */
function settle({ db, checked, books, now }: Scene, random: Random): Step | null {
  const useful = [...books.leads].filter(([, { waits }]) => waits || random.chance(IDLY));
  if (useful.length === 0) return null;
  const leadIds = random
    .shuffled(useful.map(([id]) => id))
    .slice(0, random.chance(0.3) ? 2 : 1)
    .sort();
  return {
    says: `settles ${leadIds.join(', ')}`,
    run: async () => {
      const leads = leadIds.map((id) => present(checked.get(id), 'the books know the leads of the scene'));
      await settleLeads(db, { checked: leads, now });
      return 'settled';
    },
    book: (after) => {
      for (const leadId of leadIds) auctionOff(after, leadId, now.getTime());
      return 'settled';
    },
  };
}

function auctionOff(books: Books, leadId: string, nowMs: number): void {
  const lead = present(books.leads.get(leadId), 'the lead is of the scene');
  if (!lead.waits) return;
  lead.waits = false;
  const bids = [...books.orders]
    .map(([id, order]) => {
      const wallet = isFrozen(books, order.buyer) ? 0n : balanceOf(books, spendable(order.buyer));
      return { id, order, bidMinor: wallet < order.topPriceMinor ? wallet : order.topPriceMinor };
    })
    .filter(({ bidMinor }) => bidMinor >= lead.askMinor)
    .sort(
      (a, b) =>
        Number(b.bidMinor - a.bidMinor) || a.order.lastSoldMs - b.order.lastSoldMs || (a.id < b.id ? -1 : 1),
    );
  const [winner, second] = bids;
  if (!winner) return;
  const priceMinor = second && second.bidMinor > lead.askMinor ? second.bidMinor : lead.askMinor;
  winner.order.lastSoldMs = Math.max(winner.order.lastSoldMs, nowMs);
  sell(books, { leadId, buyer: winner.order.buyer, priceMinor, nowMs });
}

function buy({ db, buyers, books, now }: Scene, random: Random): Step | null {
  const useful = [...books.leads].filter(
    ([id, { waits }]) => (!waits && !books.sales.has(id)) || random.chance(IDLY),
  );
  const leadId = pickKey(random, new Map(useful));
  if (leadId === null) return null;
  const buyer = random.pick(buyers);
  return {
    says: `${buyer} buys ${leadId}`,
    run: async () => {
      const listingId = listingIdOf(leadId);
      const { repeated } = await buyListing(db, {
        ...ACTOR,
        organisationId: buyer,
        listingId,
        maxPrice: null,
        now,
      });
      return repeated ? 'bought before' : 'bought';
    },
    book: (after) => {
      const lead = present(after.leads.get(leadId), 'the lead is of the scene');
      const sale = after.sales.get(leadId);
      if (lead.waits) return 'listing_unknown';
      if (sale) return sale.buyer === buyer ? 'bought before' : 'listing_gone';
      if (isFrozen(after, buyer)) return 'money_frozen';
      if (balanceOf(after, spendable(buyer)) < lead.askMinor) return 'insufficient_funds';
      sell(after, { leadId, buyer, priceMinor: lead.askMinor, nowMs: now.getTime() });
      return 'bought';
    },
  };
}

function release({ db, books, now }: Scene, random: Random): Step | null {
  if (dueAt(books, now).length === 0 && !random.chance(IDLY)) return null;
  return {
    says: 'releases what is due',
    isShared: true,
    run: async () => `released ${await releaseDueHolds(db, { now })}`,
    book: (after) => {
      const due = dueAt(after, now);
      for (const sale of due) {
        becomeAvailable(after, pending(sale.seller), sale.seller, sale.priceMinor - sale.feeMinor);
        sale.status = 'released';
      }
      return `released ${due.length}`;
    },
  };
}

function dueAt(books: Books, now: Date) {
  return [...books.sales.values()].filter(
    (sale) => sale.status === 'held' && sale.disputeUntilMs <= now.getTime(),
  );
}

async function saleIdOf({ db }: Scene, leadId: string): Promise<string> {
  return (await db.prisma.sale.findFirstOrThrow({ where: { leadId }, select: { id: true } })).id;
}

async function dispute(scene: Scene, random: Random): Promise<Step | null> {
  const { db, books, replyHours, now } = scene;
  const useful = [...books.sales].filter(
    ([, { status, disputeUntilMs }]) =>
      (status === 'held' && disputeUntilMs > now.getTime()) || random.chance(IDLY),
  );
  const leadId = pickKey(random, new Map(useful));
  if (leadId === null) return null;
  const saleId = await saleIdOf(scene, leadId);
  const buyer = books.sales.get(leadId)?.buyer ?? '';
  return {
    says: `${buyer} disputes ${leadId}`,
    run: async () => {
      const claim = { saleId, buyerOrganisationId: buyer, reason: 'invalid_phone' as const, detail: '' };
      await openClaim(db, { ...ACTOR, ...claim, now });
      return 'disputed';
    },
    book: (after) => {
      const sale = present(after.sales.get(leadId), 'a sale stays');
      if (sale.dispute) return 'dispute_exists';
      if (sale.status !== 'held' || now.getTime() >= sale.disputeUntilMs) return 'dispute_window_over';
      sale.status = 'disputed';
      sale.dispute = { replyUntilMs: now.getTime() + replyHours * HOUR_MS, replied: false, outcome: null };
      return 'disputed';
    },
  };
}

/** A sale that is or was disputed, with the dispute's id. */
async function pickDisputed(
  scene: Scene,
  random: Random,
): Promise<{ leadId: string; disputeId: string } | null> {
  const disputed = [...scene.books.sales].filter(
    ([, { dispute }]) => dispute !== null && (dispute.outcome === null || random.chance(IDLY)),
  );
  if (disputed.length === 0) return null;
  const [leadId] = random.pick(disputed);
  const { id } = await scene.db.prisma.dispute.findFirstOrThrow({
    where: { sale: { leadId } },
    select: { id: true },
  });
  return { leadId, disputeId: id };
}

async function answer(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickDisputed(scene, random);
  if (!picked) return null;
  const { db, seller, now } = scene;
  const { leadId, disputeId } = picked;
  const reply = random.pick(['agrees', 'contests'] as const);
  return {
    says: `the seller ${reply} about ${leadId}`,
    run: async () => {
      await replyToDispute(db, { ...ACTOR, disputeId, sellerOrganisationId: seller, reply, detail: '', now });
      return 'answered';
    },
    book: (after) => {
      const sale = present(after.sales.get(leadId), 'a sale stays');
      const claim = present(sale.dispute, 'a dispute stays');
      if (claim.outcome !== null) return 'dispute_decided';
      if (claim.replied) return 'dispute_answered';
      if (now.getTime() >= claim.replyUntilMs) return 'reply_window_over';
      claim.replied = true;
      if (reply === 'agrees') {
        claim.outcome = 'upheld';
        refund(after, sale);
      }
      return 'answered';
    },
  };
}

async function rule(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickDisputed(scene, random);
  if (!picked) return null;
  const { db, moderator, now } = scene;
  const { leadId, disputeId } = picked;
  const outcome = random.pick(['upheld', 'refused'] as const);
  return {
    says: `the dispute about ${leadId} is ${outcome}`,
    run: async () => {
      const ruling = { disputeId, outcome, reasoning: REASONING, early: true };
      await ruleDispute(db, { actor: moderator, origin: 'test', ...ruling, now });
      return 'ruled';
    },
    book: (after) => {
      const sale = present(after.sales.get(leadId), 'a sale stays');
      const claim = present(sale.dispute, 'a dispute stays');
      if (claim.outcome !== null) return 'dispute_decided';
      claim.outcome = outcome;
      if (outcome === 'upheld') refund(after, sale);
      else sale.status = 'held';
      return 'ruled';
    },
  };
}

function payOut({ db, books, seller, payoutMinimumMinor, now }: Scene, random: Random): Step | null {
  if (balanceOf(books, available(seller)) < payoutMinimumMinor && !random.chance(IDLY)) return null;
  return {
    says: `pays ${seller}`,
    run: async () => {
      await paySeller(db, { ...ACTOR, organisationId: seller, currency: 'UAH', amountMinor: null, now });
      return 'decided';
    },
    book: (after) => {
      const amountMinor = balanceOf(after, available(seller));
      if (amountMinor === 0n || amountMinor < payoutMinimumMinor) return 'payout_too_small';
      move(after, available(seller), platform('stripe_clearing'), amountMinor);
      after.payouts.set(`payout ${after.payouts.size + 1}`, {
        seller,
        amountMinor,
        status: 'pending',
        cameBack: new Set(),
      });
      return 'decided';
    },
  };
}

/** Payouts of the same amount and state are as good as one another: the books' is one of the database's. */
function pickPayout(scene: Scene, random: Random): Promise<Linked | null> {
  return pickLinked(scene, random, {
    from: scene.books.payouts,
    isUseful: ({ status }) => status === 'pending' || status === 'sent',
    find: ({ seller, amountMinor, status }, taken) =>
      scene.db.prisma.payout.findFirstOrThrow({
        where: { organisationId: seller, amountMinor, status, id: { notIn: taken } },
        select: { id: true },
      }),
    linked: maybeRefused(scene, random),
  });
}

async function passOn(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickPayout(scene, random);
  if (!picked) return null;
  const { db, now } = scene;
  return passingOn(scene, picked, {
    send: () => sendPayout(db, { payoutId: picked.id, now }),
    book: (books, isRefused) => {
      const payout = present(books.payouts.get(picked.key), 'a payout stays');
      if (payout.status !== 'pending') return;
      payout.status = isRefused ? 'failed' : 'sent';
      if (isRefused) returnPayout(books, payout);
    },
  });
}

async function comeBack(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickPayout(scene, random);
  if (!picked) return null;
  const { db, books, now } = scene;
  const { key, id } = picked;
  const { amountMinor } = present(books.payouts.get(key), 'it was picked from them');
  const both = [
    { id: `trr_${id}_most`, amountMinor: amountMinor - 1n },
    { id: `trr_${id}_rest`, amountMinor: 1n },
  ];
  const parts = random.chance(0.3) ? [random.pick(both)] : random.shuffled(both);
  const reversedMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  return {
    says: `of ${key} ${reversedMinor} come back in ${parts.length} parts`,
    run: () =>
      reversePayout(db, {
        ...ACTOR,
        passedOn: { id: `tr_${id}`, amountMinor, reversedMinor, reference: id },
        cameBack: parts.map((part) => ({ ...part, reason: 'processor' as const, createdAt: now })),
        now,
      }),
    book: (after) => {
      const payout = present(after.payouts.get(key), 'a payout stays');
      if (payout.status === 'reversed' || payout.status === 'failed') return 'known';
      const fresh = parts.filter((part) => !payout.cameBack.has(part.id));
      if (fresh.length === 0) return 'known';
      for (const part of fresh) {
        payout.cameBack.add(part.id);
        returnPayout(after, { ...payout, amountMinor: part.amountMinor });
      }
      if (payout.status === 'pending') payout.status = 'sent';
      if (payout.cameBack.size < both.length) return 'partly';
      payout.status = 'reversed';
      return 'reversed';
    },
  };
}

function returnPayout(books: Books, payout: { seller: string; amountMinor: bigint }): void {
  becomeAvailable(books, platform('stripe_clearing'), payout.seller, payout.amountMinor);
}

/** A share that was free is taken back: from what is there, and the rest is owed. */
async function takeBack(scene: Scene, random: Random): Promise<Step | null> {
  const { db, books, moderator, now } = scene;
  const leadId = pickUseful(random, books.sales, ({ status }) => status === 'released');
  if (leadId === null) return null;
  const saleId = await saleIdOf(scene, leadId);
  return {
    says: `the sale of ${leadId} is taken back`,
    run: async () => {
      await takeBackSale(db, { actor: moderator, origin: 'test', saleId, reason: REASONING, now });
      return 'taken back';
    },
    book: (after) => {
      const sale = present(after.sales.get(leadId), 'a sale stays');
      if (sale.status !== 'released') return 'sale_not_released';
      const share = sale.priceMinor - sale.feeMinor;
      const there = least(share, balanceOf(after, available(sale.seller)));
      move(after, available(sale.seller), spendable(sale.buyer), there);
      move(after, debt(sale.seller), spendable(sale.buyer), share - there);
      move(after, platform('fees'), spendable(sale.buyer), sale.feeMinor);
      sale.status = 'refunded';
      return 'taken back';
    },
  };
}
