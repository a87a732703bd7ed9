import { detailsContext } from '#app/domain/billing/bank-details.ts';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { CheckedLead } from '#app/domain/leads/check-leads.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { sealSecret } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import {
  type PassedOn,
  type PaymentDispute,
  type Stripe,
  StripeRefused,
} from '#app/platform/stripe.server.ts';
import type { CardPayment, Refunded } from '#app/platform/stripe-cards.server.ts';
import { flood } from '../bench/open-loop.ts';
import { openBank, SELLER_DETAILS } from '../factories/bank.ts';
import { checkedLeads } from '../factories/leads.ts';
import { makeOffer, makeOrder } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import type { World } from '../setup/world.ts';
import { type Books, emptyBooks } from './books.ts';

/** Two buyers with an order each and a seller with some leads, who meet nobody else. */
export type Scene = {
  readonly db: Db;
  readonly buyers: readonly string[];
  readonly seller: string;
  readonly moderator: string;
  readonly checked: ReadonlyMap<string, CheckedLead>;
  readonly books: Books;
  /** Two who may let money leave by bank. */
  readonly admins: readonly string[];
  /** What the books number, by its id in the database. */
  readonly ids: Map<string, string>;
  /** Payouts and refunds that Stripe refuses to pass on. */
  readonly refused: Set<string>;
  /** What banks answer to the charge of a kept card, by recharge. */
  readonly answers: Map<string, 'paid' | 'asks' | 'declined'>;
  /** Disputes as they stand at Stripe, by their ids. */
  readonly disputes: Map<string, PaymentDispute>;
  readonly replyHours: number;
  readonly payoutMinimumMinor: bigint;
  now: Date;
};

/** Each takes a transaction of Prisma's, which waits for its turn two seconds and no longer. */
const ORDERS_AT_ONCE = 4;
const LEADS = 6;
const ASK_MINOR = 80_005n;
const TOP_PRICES_MINOR = [200_003n, 150_007n];
/**
 * From one scene to the next the clock goes back by more than a scene lasts: what one of them leaves in a hold is not due in
 * any later one.
 */
const BETWEEN_SCENES_MS = 150 * DAY_MS;
const LATEST = new Date('2026-11-18T12:00:30Z');

/** Scenes in a world of their own, made together because making them is most of the work. */
export async function makeScenes(world: World, count: number): Promise<Scene[]> {
  const { db } = world;
  const moderator = (await makePerson(db, { platformRole: 'moderator', secondFactor: true })).id;
  const admin = async () => (await makePerson(db, { platformRole: 'admin', secondFactor: true })).id;
  const admins = [await admin(), await admin()];
  await openBank(db, ['UAH']);
  const { values } = await readSettings(db);
  const places = await findPlaces(db, count);
  const nowOf = (index: number) => after(LATEST, -index * BETWEEN_SCENES_MS);
  const companies = await makeCompanies(
    db,
    places.map((_, index) => nowOf(index)),
  );
  const offers: Offer[] = [];
  for (const [index, { niche, region }] of places.entries()) {
    const { seller } = present(companies[index], 'each place has its companies');
    offers.push(await makeOffer(db, seller, { niche, regions: [region], askMinor: ASK_MINOR }));
  }
  const leads = await checkedLeads(
    db,
    offers.flatMap((offer) => Array<Offer>(LEADS).fill(offer)),
    nowOf(count),
  );
  // Taken in together at the earliest moment; each is a lead of its own scene's, or its listing would have ended.
  await world.owner.query(
    `UPDATE lead SET created_at = scene.at FROM unnest($1::text[], $2::timestamptz[]) AS scene (seller, at)
     WHERE lead.organisation_id = scene.seller`,
    [companies.map(({ seller }) => seller), companies.map((_, index) => nowOf(index))],
  );
  const scenes: Scene[] = new Array(count);
  await flood({
    count,
    atOnce: ORDERS_AT_ONCE,
    act: async (index) => {
      const place = present(places[index], 'each scene has a place');
      const { seller, buyers } = present(companies[index], 'each place has its companies');
      const checked = leads.filter(({ lead }) => lead.organisationId === seller);
      const outside: Outside = { refused: new Set(), answers: new Map(), disputes: new Map() };
      scenes[index] = {
        db: { ...db, stripe: stripeThat(db.stripe, outside) },
        buyers,
        seller,
        moderator,
        checked: new Map(checked.map((one) => [one.lead.id, one])),
        books: await openBooks(db, { place, buyers, checked }),
        admins,
        ids: new Map(),
        ...outside,
        replyHours: values.seller_reply_hours,
        payoutMinimumMinor: values.payout_minimum_minor.UAH,
        now: nowOf(index),
      };
    },
  });
  return scenes;
}

/** How each buyer's wallet recharges by itself: once a month, and low enough to be due again, so that the ceiling is met. */
export const RECHARGE = { thresholdMinor: 300_000n, amountMinor: 100_000n, ceilingMinor: 150_000n };
export const cardOf = (buyer: string) => buyer.replace('org_', 'card_');

type Outside = Pick<Scene, 'refused' | 'answers' | 'disputes'>;

type Place = { niche: string; region: string };
type Company = { seller: string; buyers: string[] };

async function openBooks(
  db: Db,
  { place, buyers, checked }: { place: Place; buyers: readonly string[]; checked: readonly CheckedLead[] },
): Promise<Books> {
  const books = emptyBooks();
  for (const [nth, buyer] of buyers.entries()) {
    const topPriceMinor = present(TOP_PRICES_MINOR[nth], 'each buyer has a price');
    const { id } = await makeOrder(db, buyer, {
      niches: [place.niche],
      regions: [place.region],
      maxPriceMinor: topPriceMinor,
    });
    books.orders.set(id, { buyer, topPriceMinor, lastSoldMs: 0 });
  }
  for (const buyer of buyers) books.plans.set(buyer, { state: 'on', haltCode: null });
  for (const { lead } of checked)
    books.leads.set(lead.id, { seller: lead.organisationId, askMinor: lead.askMinor, waits: true });
  return books;
}

/** A seller whose payouts are ready, and two buyers, for each of the moments. */
async function makeCompanies(db: Db, moments: readonly Date[]): Promise<Company[]> {
  const companies = moments.map(() => ({ seller: newId('org'), buyers: [newId('org'), newId('org')] }));
  const row = (id: string, sells: boolean) => ({
    ...{ id, name: 'Of a scene', countryCode: 'UA', reviewStatus: 'approved' },
    ...{ sells, buys: !sells },
  });
  await db.prisma.organisation.createMany({
    data: companies.flatMap(({ seller, buyers }) => [
      row(seller, true),
      ...buyers.map((id) => row(id, false)),
    ]),
  });
  const made = companies.map((company, index) => ({
    ...company,
    now: present(moments[index], 'each company has its moment'),
  }));
  await db.prisma.payoutAccount.createMany({
    data: made.map(({ seller, now }) => ({
      organisationId: seller,
      stripeAccountId: `acct_${seller}`,
      detailsSubmitted: true,
      payoutsEnabled: true,
      createdAt: now,
      updatedAt: now,
    })),
  });
  // Usable from the scene's own beginning, which is after the end of all that are played later.
  await db.prisma.bankDetails.createMany({
    data: made.map(({ seller, now }) => {
      const text = JSON.stringify(SELLER_DETAILS);
      const sealed = sealSecret(db.keys.encryption, text, detailsContext(seller, 'UAH'));
      return {
        ...{ organisationId: seller, currency: 'UAH', country: 'UA', sealed: new Uint8Array(sealed) },
        ...{ masked: '6789', usableFrom: now, updatedBy: 'test', updatedAt: now },
      };
    }),
  });
  await keepCards(
    db,
    made.flatMap(({ buyers, now }) => buyers.map((buyer) => ({ buyer, now }))),
  );
  return companies;
}

/** Each buyer has a card, and a wallet that recharges from it. */
async function keepCards(db: Db, of: readonly { buyer: string; now: Date }[]): Promise<void> {
  const whose = ({ buyer, now }: { buyer: string; now: Date }) => ({ organisationId: buyer, createdAt: now });
  await db.prisma.paymentCustomer.createMany({
    data: of.map((one) => ({ ...whose(one), stripeCustomerId: `cus_${one.buyer}` })),
  });
  await db.prisma.paymentCard.createMany({
    data: of.map((one) => ({
      ...whose(one),
      ...{ id: cardOf(one.buyer), stripePaymentMethodId: `pm_${one.buyer}`, fingerprint: one.buyer },
      ...{ brand: 'visa', last4: '4242', expiresMonth: 12, expiresYear: 2040 },
    })),
  });
  await db.prisma.rechargePlan.createMany({
    data: of.map((one) => ({
      ...{ ...whose(one), ...RECHARGE, currency: 'UAH', state: 'on' },
      ...{ cardId: cardOf(one.buyer), updatedAt: one.now },
    })),
  });
}

async function findPlaces(db: Db, count: number): Promise<Place[]> {
  const { niches, regions } = await readReference(db.pool);
  const leaves = [...niches.values()].filter(
    ({ trade, parentCode, feeBasisPoints }) =>
      trade === 'open' && parentCode !== null && feeBasisPoints === 1_000,
  );
  const places = leaves.flatMap(({ code: niche }) =>
    [...regions.keys()].filter((code) => code.startsWith('UA-')).map((region) => ({ niche, region })),
  );
  if (places.length < count) throw new Error('there are not so many places');
  return places.slice(0, count);
}

/** Stripe without a network: it does whatever it is not told to refuse, each thing once. */
function stripeThat(stripe: Stripe, { refused, answers, disputes }: Outside): Stripe {
  const passedOn = new Map<string, PassedOn>();
  const payments = new Map<string, CardPayment>();
  const refunds = new Map<string, Refunded>();
  const refuse = (reference: string, code: string) => {
    if (refused.has(reference)) throw new StripeRefused(code);
  };
  return {
    ...stripe,
    findPassedOn: async (reference) => passedOn.get(reference) ?? null,
    passOn: async ({ reference, amountMinor }) => {
      refuse(reference, 'account_closed');
      const done = { id: `tr_${reference}`, amountMinor, reversedMinor: 0n, reference };
      passedOn.set(reference, done);
      return done;
    },
    findPayment: async ({ reference }) => payments.get(reference) ?? null,
    chargeCard: async ({ reference, amountMinor, currency }) => {
      const status = present(answers.get(reference), 'its bank has an answer');
      const payment = {
        ...{ id: `pi_${reference}`, status, amountMinor, currency, reference, confirmUrl: null },
        declineCode: status === 'declined' ? 'card_declined' : null,
      };
      payments.set(reference, payment);
      return payment;
    },
    findRefund: async ({ reference }) => refunds.get(reference) ?? null,
    refund: async ({ reference, amountMinor }) => {
      refuse(reference, 'charge_disputed');
      const done = {
        ...{ id: `re_${reference}`, status: 'done' as const, amountMinor, currency: 'UAH', reference },
        failureCode: null,
      };
      refunds.set(reference, done);
      return done;
    },
    readDispute: async (id) => present(disputes.get(id), 'only what was opened is told of'),
    readAccount: async (id) => ({
      id,
      detailsSubmitted: true,
      payoutsEnabled: true,
      currentlyDue: [],
      pastDue: [],
      pendingVerification: [],
      errors: [],
      disabledReason: null,
      dueBy: null,
    }),
  };
}
