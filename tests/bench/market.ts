import { Pool } from 'undici';
import { present } from '#app/kernel/assert.ts';
import { fund, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import type { Installation } from '../setup/installation.ts';
import { nowMs, openReceiver } from '../setup/receiver.ts';

export type Posted = { readonly status: number; readonly body: { id: string; status: string } };

/** Rich enough that no measurement runs out of money. */
const WEALTH_MINOR = 1_000_000_000_000n;
const CONNECTIONS = 64;

/** One seller's offer, one buyer whose order takes every lead of it, and that buyer's server. */
export async function openMarket(installation: Installation) {
  const { db, close } = await installation.openDb({ maxConnections: 4 });
  const sellerId = await makeOrganisation(db, 'seller');
  const buyerId = await makeOrganisation(db, 'buyer');
  const sellerKey = await makeKey(db, sellerId, { ratePerSecond: 1_000_000 });
  const buyerKey = await makeKey(db, buyerId);
  await fund(db, buyerId, WEALTH_MINOR);
  const { id: offerId } = await makeOffer(db, sellerId);
  await makeOrder(db, buyerId);
  await close();

  /** When the webhook of a lead's sale came, by lead. */
  const receivedMs = new Map<string, number>();
  const receiver = await openReceiver(({ body, atMs }) => {
    receivedMs.set(JSON.parse(body).data.lead_id, atMs);
  });
  const endpoint = await apiClient(installation.url, buyerKey)('POST', '/endpoints', {
    body: { url: `${receiver.url}/hook`, events: ['lead.sold'] },
  });
  if (endpoint.status !== 201) throw new Error(`the endpoint was answered ${endpoint.status}`);

  const http = new Pool(installation.url, { connections: CONNECTIONS });
  async function post(body: unknown, headers: Record<string, string> = {}): Promise<Posted> {
    const response = await http.request({
      method: 'POST',
      path: '/api/v1/leads',
      headers: { authorization: `Bearer ${sellerKey}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const answer = (await response.body.json()) as Posted['body'];
    if (response.statusCode >= 300) throw new Error(`a lead was answered ${response.statusCode}`);
    return { status: response.statusCode, body: answer };
  }

  return {
    offerId: present(offerId, 'an offer has an id'),
    post,
    receivedMs,
    nowMs,
    async close() {
      await http.close();
      await receiver.close();
    },
  };
}

export type Market = Awaited<ReturnType<typeof openMarket>>;
