import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#app/domain/billing/accounts.ts';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { listingIdOf } from '#app/domain/exchange/read-listings.server.ts';
import { settleLeads } from '#app/domain/exchange/settle-leads.server.ts';
import type { CheckedLead } from '#app/domain/leads/check-leads.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { type Db, openPlatform } from '#app/platform/platform.server.ts';
import { checkedLeads } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

/** `BIRJA_TEST_LONG=1` is for the night: the same in more rounds. */
const isLong = process.env.BIRJA_TEST_LONG === '1';
const DUELS = isLong ? 50 : 5;
const RUSHES = isLong ? 10 : 1;
const LONG_MS = isLong ? 600_000 : 90_000;

const BUYERS = 200;
const RUSH = 1_000;
const ASK = 30_000n;
/** Processes that sell at once: what they share is the database alone. */
const PROCESSES = 4;
const ACTOR = { actor: 'test', origin: 'test' };
/** Each of its own, so that no order of one test meets another one's leads. */
const NICHES = {
  duel: 'legal.family',
  budget: 'legal.bankruptcy',
  cap: 'legal.consultation',
  wallet: 'legal.migration',
  single: 'property.flat_new',
};

let world: World;
let processes: { db: Db; close: () => Promise<void> }[];

beforeAll(async () => {
  world = await openWorld();
  processes = await Promise.all(
    Array.from({ length: PROCESSES }, (_, index) =>
      openPlatform(world.env, { name: `test-${index}`, queueRole: 'sender', maxConnections: 8 }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(processes.map(({ close }) => close()));
  await world.close();
});

const dbOf = (index: number): Db => processes[index % PROCESSES]?.db ?? world.db;

async function walletOf(organisationId: string): Promise<bigint> {
  const { rows } = await world.db.pool.query<{ balance_minor: bigint }>(
    'SELECT balance_minor FROM account_balance WHERE account_id = $1',
    [accountOf(organisationId, 'spendable', 'UAH')],
  );
  return rows[0]?.balance_minor ?? 0n;
}

function take(offer: Offer, count: number): Promise<CheckedLead[]> {
  return checkedLeads(
    world.db,
    Array.from({ length: count }, () => offer),
  );
}

/** Leads that nobody has a standing order for. */
async function list(offer: Offer, count: number): Promise<string[]> {
  const checked = await take(offer, count);
  await settleLeads(world.db, { checked, now: new Date() });
  return checked.map(({ lead }) => lead.id);
}

/** On a machine so busy that no connection is free within seconds nothing was begun: the buyer asks again. */
async function buy(db: Db, organisationId: string, leadId: string): Promise<unknown> {
  for (;;) {
    try {
      return await buyListing(db, {
        ...ACTOR,
        organisationId,
        listingId: listingIdOf(leadId),
        maxPrice: null,
        now: new Date(),
      });
    } catch (error) {
      if (!(error instanceof Error && /timeout exceeded when trying to connect/.test(error.message)))
        throw error;
    }
  }
}

type Tried = PromiseSettledResult<unknown>;
const won = (tries: readonly Tried[]) => tries.filter(({ status }) => status === 'fulfilled').length;
const refusals = (tries: readonly Tried[]) => [
  ...new Set(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code ?? one.reason] : []))),
];

/** Each lead in a call of its own, all calls at once, from all processes. */
function rush(checked: readonly CheckedLead[]): Promise<Tried[]> {
  return Promise.allSettled(
    checked.map((one, index) => settleLeads(dbOf(index), { checked: [one], now: new Date() })),
  );
}

async function soldTo(organisationId: string): Promise<{ count: number; spentMinor: bigint }> {
  const { _count, _sum } = await world.db.prisma.sale.aggregate({
    where: { buyerOrganisationId: organisationId },
    _count: true,
    _sum: { priceMinor: true },
  });
  return { count: _count, spentMinor: _sum.priceMinor ?? 0n };
}

describe('200 at once after one exclusive lead', () => {
  it(
    `are one winner, one charge and 199 who are told that it is gone, ${DUELS} times over`,
    async () => {
      const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
        niche: NICHES.duel,
      });
      const buyers = await Promise.all(
        Array.from({ length: BUYERS }, async () => {
          const id = await makeOrganisation(world.db, 'buyer');
          await fund(world.db, id, ASK * BigInt(DUELS));
          return id;
        }),
      );
      for (let round = 1; round <= DUELS; round += 1) {
        const [leadId = ''] = await list(offer, 1);
        const tries = await Promise.allSettled(buyers.map((buyer, index) => buy(dbOf(index), buyer, leadId)));
        expect(won(tries)).toBe(1);
        expect(refusals(tries)).toEqual(['listing_gone']);
        const winner = buyers[tries.findIndex(({ status }) => status === 'fulfilled')] ?? '';
        expect(await world.db.prisma.sale.findMany({ where: { leadId } })).toMatchObject([
          { buyerOrganisationId: winner, priceMinor: ASK },
        ]);
        expect(await world.db.prisma.transfer.count({ where: { kind: 'sale_share' } })).toBe(round);
        const { spentMinor } = await soldTo(winner);
        expect(await walletOf(winner)).toBe(ASK * BigInt(DUELS) - spentMinor);
      }
      expect(await checkBooks(world.owner)).toEqual([]);
    },
    LONG_MS,
  );
});

describe('1,000 at once', () => {
  /** @returns the buyer, when the rush is over */
  async function rushAt(
    niche: string,
    options: { wealthMinor: bigint; terms: Parameters<typeof makeOrder>[2] },
  ): Promise<string> {
    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, options.wealthMinor);
    const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), { niche });
    await makeOrder(world.db, buyer, { niches: [niche], maxPriceMinor: ASK, ...options.terms });
    const tries = await rush(await take(offer, RUSH));
    expect(refusals(tries)).toEqual([]);
    await world.db.prisma.orderTarget.deleteMany({ where: { nicheCode: niche } });
    return buyer;
  }

  const noBudget = { day: null, month: null, total: null };
  const noCap = { hour: null, day: null, week: null, month: null };

  it(
    'sell for a budget of 7 leads exactly 7, and never a kopeck more than it',
    async () => {
      for (let round = 0; round < RUSHES; round += 1) {
        for (const period of ['day', 'month', 'total'] as const) {
          const buyer = await rushAt(NICHES.budget, {
            wealthMinor: ASK * 1_000n,
            terms: { budgetMinor: { ...noBudget, [period]: ASK * 8n - 1n } },
          });
          expect(await soldTo(buyer)).toEqual({ count: 7, spentMinor: ASK * 7n });
        }
      }
      expect(await checkBooks(world.owner)).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'sell for a cap of 7 leads exactly 7',
    async () => {
      for (let round = 0; round < RUSHES; round += 1) {
        for (const period of isLong ? (['hour', 'day', 'week', 'month'] as const) : (['week'] as const)) {
          const buyer = await rushAt(NICHES.cap, {
            wealthMinor: ASK * 1_000n,
            terms: { caps: { ...noCap, [period]: 7 } },
          });
          expect(await soldTo(buyer)).toEqual({ count: 7, spentMinor: ASK * 7n });
        }
      }
      expect(await checkBooks(world.owner)).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'sell to a wallet with money for 7 leads exactly 7, and leave what is over in it',
    async () => {
      for (let round = 0; round < RUSHES; round += 1) {
        const buyer = await rushAt(NICHES.wallet, { wealthMinor: ASK * 8n - 1n, terms: {} });
        expect(await soldTo(buyer)).toEqual({ count: 7, spentMinor: ASK * 7n });
        expect(await walletOf(buyer)).toBe(ASK - 1n);
      }
      expect(await checkBooks(world.owner)).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'buys of single leads by one wallet with money for 7 are 7, and a clear refusal to all others',
    async () => {
      for (let round = 0; round < RUSHES; round += 1) {
        const buyer = await makeOrganisation(world.db, 'buyer');
        await fund(world.db, buyer, ASK * 8n - 1n);
        const seller = await makeOrganisation(world.db, 'seller');
        const leadIds = await list(await makeOffer(world.db, seller, { niche: NICHES.single }), RUSH);
        const tries = await Promise.allSettled(
          leadIds.map((leadId, index) => buy(dbOf(index), buyer, leadId)),
        );
        expect(won(tries)).toBe(7);
        expect(refusals(tries)).toEqual(['insufficient_funds']);
        expect(await soldTo(buyer)).toEqual({ count: 7, spentMinor: ASK * 7n });
        expect(await walletOf(buyer)).toBe(ASK - 1n);
      }
      expect(await checkBooks(world.owner)).toEqual([]);
    },
    LONG_MS,
  );
});
