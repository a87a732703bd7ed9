import { saveBankDetails } from '#app/domain/billing/save-bank-details.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { letOneBook, openBank, SELLER_DETAILS } from '../factories/bank.ts';
import { fund, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import type { Endpoint, Inbox } from './inbox.ts';

/** Who trades. All of it can be written down, so that another process goes on with the same people. */
export type MarketState = {
  readonly sellers: readonly Seller[];
  /** Buyers whose wallets are filled by card and by bank alone. */
  readonly payers: readonly Owner[];
  /** What the browsers of two admins hold. */
  readonly admins: readonly string[];
  /** By the path that stands in the endpoint's address. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
};

/** Somebody who may do everything for their organisation, and what their browser holds. */
export type Owner = { readonly organisationId: string; readonly token: string };

export type Seller = Owner & {
  readonly apiKey: string;
  /** The first sells a lead to one buyer, the second to three. Their buyers may dispute nothing: holds end at once. */
  readonly offerIds: { readonly exclusive: string; readonly shared: string };
};

const SELLERS = 4;
/** Of the sellers; what is available to them leaves by bank or by Stripe, whichever comes first. */
const PAID_BY_BANK = 2;
const PAYERS = 16;
const LISTENING_PAYERS = 4;
const PLENTY_MINOR = 1_000_000_000_000n;
const NO_CAPS = { hour: null, day: null, week: null, month: null };
const NO_BUDGET = { day: null, month: null, total: null };

/**
 * Sellers with two offers each, and buyers whose room ends in different ways while leads flow: by a cap, a budget, an
 * empty wallet, one that is filled by card again and again. Only Kyiv has a buyer without an end, so elsewhere leads are
 * left for the open market.
 */
export async function makeMarket(db: Db, options: { url: string; inbox: Inbox }): Promise<MarketState> {
  const endpoints: Record<string, Endpoint> = {};

  async function listen(organisationId: string, name: string, events: string[]): Promise<void> {
    const call = apiClient(options.url, await makeKey(db, organisationId));
    const path = `/${name}`;
    const { status, body } = await call('POST', '/endpoints', {
      body: { url: `${options.inbox.url}${path}`, events },
    });
    if (status !== 201) throw new Error(`the endpoint ${name} was answered ${status}`);
    endpoints[path] = { id: body.id, secret: body.secret };
    options.inbox.expect(path, endpoints[path]);
  }

  async function seller(at: number): Promise<Seller> {
    const organisationId = await makeOrganisation(db, 'seller');
    const terms = { disputeWindowHours: 0 };
    const exclusive = await makeOffer(db, organisationId, terms);
    const shared = await makeOffer(db, organisationId, {
      ...terms,
      exclusivity: 'shared',
      maxSells: 3,
      askMinor: 20_000n,
    });
    await listen(organisationId, `seller-${at}`, ['lead.sale', 'lead.verdict']);
    return {
      organisationId,
      token: (await makePerson(db, { organisationId })).token,
      apiKey: await makeKey(db, organisationId),
      offerIds: { exclusive: exclusive.id, shared: shared.id },
    };
  }

  async function buyer(
    name: string,
    fundsMinor: bigint,
    terms: Parameters<typeof makeOrder>[2],
    listens = true,
  ): Promise<string> {
    const organisationId = await makeOrganisation(db, 'buyer');
    if (fundsMinor > 0n) await fund(db, organisationId, fundsMinor);
    await makeOrder(db, organisationId, terms);
    if (listens) await listen(organisationId, name, ['lead.sold']);
    return organisationId;
  }

  const sellers: Seller[] = [];
  for (let at = 0; at < SELLERS; at += 1) sellers.push(await seller(at));
  await buyer('endless', PLENTY_MINOR, { regions: ['UA-30'], maxPriceMinor: 60_000n });
  await buyer('capped', PLENTY_MINOR, { maxPriceMinor: 90_000n, caps: { ...NO_CAPS, day: 150 } });
  await buyer('budgeted', PLENTY_MINOR, {
    maxPriceMinor: 80_000n,
    budgetMinor: { ...NO_BUDGET, day: 4_000_000n, total: 6_000_000n },
  });
  await buyer('poor', 3_000_000n, { maxPriceMinor: 70_000n });
  await buyer('silent', 9_000_000n, { maxPriceMinor: 50_000n }, false);
  const payers: Owner[] = [];
  for (let at = 0; at < PAYERS; at += 1) {
    const organisationId = await buyer(
      `payer-${at}`,
      0n,
      { maxPriceMinor: 65_000n + BigInt(at) * 1_000n },
      at < LISTENING_PAYERS,
    );
    payers.push({ organisationId, token: (await makePerson(db, { organisationId })).token });
  }
  await openBank(db, ['UAH']);
  await letOneBook(db);
  for (const { organisationId } of sellers.slice(0, PAID_BY_BANK)) {
    const by = { actor: 'test', origin: 'test', now: new Date() };
    await saveBankDetails(db, { ...by, organisationId, currency: 'UAH', details: SELLER_DETAILS });
  }
  const admin = async () => (await makePerson(db, { platformRole: 'admin', secondFactor: true })).token;
  return { sellers, payers, admins: [await admin(), await admin()], endpoints };
}
