import type { Offer } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { CheckedLead } from '#app/domain/leads/check-leads.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type PassedOn, type Stripe, StripeRefused } from '#app/platform/stripe.server.ts';
import { flood } from '../bench/open-loop.ts';
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
  /** Payouts of the books by their ids in the database. */
  readonly payoutIds: Map<string, string>;
  /** Payouts that Stripe refuses to pass on. */
  readonly refused: Set<string>;
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
const BETWEEN_SCENES_MS = 90 * DAY_MS;
const LATEST = new Date('2026-11-18T12:00:30Z');

/** Scenes in a world of their own, made together because making them is most of the work. */
export async function makeScenes(world: World, count: number): Promise<Scene[]> {
  const { db } = world;
  const moderator = (await makePerson(db, { platformRole: 'moderator', secondFactor: true })).id;
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
  const scenes: Scene[] = new Array(count);
  await flood({
    count,
    atOnce: ORDERS_AT_ONCE,
    act: async (index) => {
      const place = present(places[index], 'each scene has a place');
      const { seller, buyers } = present(companies[index], 'each place has its companies');
      const checked = leads.filter(({ lead }) => lead.organisationId === seller);
      const refused = new Set<string>();
      scenes[index] = {
        db: { ...db, stripe: stripeThat(db.stripe, refused) },
        buyers,
        seller,
        moderator,
        checked: new Map(checked.map((one) => [one.lead.id, one])),
        books: await openBooks(db, { place, buyers, checked }),
        payoutIds: new Map(),
        refused,
        replyHours: values.seller_reply_hours,
        payoutMinimumMinor: values.payout_minimum_minor.UAH,
        now: nowOf(index),
      };
    },
  });
  return scenes;
}

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
  await db.prisma.payoutAccount.createMany({
    data: companies.map(({ seller }, index) => {
      const now = present(moments[index], 'each company has its moment');
      return {
        organisationId: seller,
        stripeAccountId: `acct_${seller}`,
        detailsSubmitted: true,
        payoutsEnabled: true,
        createdAt: now,
        updatedAt: now,
      };
    }),
  });
  return companies;
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

/** Stripe without a network: it passes on whatever it is not told to refuse, each payout once. */
function stripeThat(stripe: Stripe, refused: ReadonlySet<string>): Stripe {
  const done = new Map<string, PassedOn>();
  return {
    ...stripe,
    findPassedOn: async (reference) => done.get(reference) ?? null,
    passOn: async ({ reference, amountMinor }) => {
      if (refused.has(reference)) throw new StripeRefused('account_closed');
      const passedOn = { id: `tr_${reference}`, amountMinor, reversedMinor: 0n, reference };
      done.set(reference, passedOn);
      return passedOn;
    },
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
