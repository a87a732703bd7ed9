import { Webhook } from 'standardwebhooks';
import { fund, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import type { Installation } from '../setup/installation.ts';
import { openReceiver } from '../setup/receiver.ts';

export type Endpoint = { readonly id: string; readonly secret: string };

/** What came to the endpoints. Messages are told apart by `endpoint, event, id of its subject`. */
export type Inbox = {
  /** The webhook-ids that came with a valid signature. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
  /** Messages whose signature did not hold, in words. */
  readonly forged: readonly string[];
  readonly count: () => number;
};

export type Market = {
  readonly sellerKey: string;
  /** The first sells a lead to one buyer, the second to three. */
  readonly offerIds: { readonly exclusive: string; readonly shared: string };
  readonly inbox: Inbox;
  readonly close: () => Promise<void>;
};

export const inboxKey = (endpointId: string, event: string, subjectId: string) =>
  `${endpointId} ${event} ${subjectId}`;

const PLENTY_MINOR = 1_000_000_000_000n;
const NO_CAPS = { hour: null, day: null, week: null, month: null };
const NO_BUDGET = { day: null, month: null, total: null };

/**
 * Two offers and buyers whose room ends in different ways while leads flow: by a cap, a budget, an empty wallet. Only
 * Kyiv has a buyer without an end, so elsewhere leads are left for the open market.
 */
export async function openFaultMarket(installation: Installation): Promise<Market> {
  const { db, close } = await installation.openDb({ maxConnections: 2 });
  const sellerId = await makeOrganisation(db, 'seller');
  const sellerKey = await makeKey(db, sellerId);
  const exclusive = await makeOffer(db, sellerId);
  const shared = await makeOffer(db, sellerId, { exclusivity: 'shared', maxSells: 3, askMinor: 20_000n });

  const ids = new Map<string, Set<string>>();
  const forged: string[] = [];
  let count = 0;
  /** By the path that stands in the endpoint's address, since its id is known only after it is made. */
  const endpoints = new Map<string, Endpoint>();
  const receiver = await openReceiver(({ path, headers, body }) => {
    count += 1;
    const endpoint = endpoints.get(path);
    if (!endpoint) return void forged.push(`a webhook came to ${path}, which nobody registered`);
    try {
      new Webhook(endpoint.secret).verify(body, { ...headers });
    } catch (error) {
      return void forged.push(`a webhook to ${path} is not signed: ${(error as Error).message}`);
    }
    const { type, data } = JSON.parse(body) as { type: string; data: { id: string } };
    const key = inboxKey(endpoint.id, type, data.id);
    ids.set(key, (ids.get(key) ?? new Set()).add(headers['webhook-id'] ?? ''));
  });

  async function listen(organisationId: string, name: string, events: string[]): Promise<void> {
    const call = apiClient(installation.url, await makeKey(db, organisationId));
    const path = `/${name}`;
    const { status, body } = await call('POST', '/endpoints', {
      body: { url: `${receiver.url}${path}`, events },
    });
    if (status !== 201) throw new Error(`the endpoint ${name} was answered ${status}`);
    endpoints.set(path, { id: body.id, secret: body.secret });
  }

  async function buyer(
    name: string,
    fundsMinor: bigint,
    terms: Parameters<typeof makeOrder>[2],
    listens = true,
  ): Promise<void> {
    const buyerId = await makeOrganisation(db, 'buyer');
    await fund(db, buyerId, fundsMinor);
    await makeOrder(db, buyerId, terms);
    if (listens) await listen(buyerId, name, ['lead.sold']);
  }

  await listen(sellerId, 'seller', ['lead.sale', 'lead.verdict']);
  await buyer('endless', PLENTY_MINOR, { regions: ['UA-30'], maxPriceMinor: 60_000n });
  await buyer('capped', PLENTY_MINOR, { maxPriceMinor: 90_000n, caps: { ...NO_CAPS, day: 150 } });
  await buyer('budgeted', PLENTY_MINOR, {
    maxPriceMinor: 80_000n,
    budgetMinor: { ...NO_BUDGET, day: 4_000_000n, total: 6_000_000n },
  });
  await buyer('poor', 3_000_000n, { maxPriceMinor: 70_000n });
  await buyer('silent', 9_000_000n, { maxPriceMinor: 50_000n }, false);
  await close();
  return {
    sellerKey,
    offerIds: { exclusive: exclusive.id, shared: shared.id },
    inbox: { ids, forged, count: () => count },
    close: receiver.close,
  };
}
