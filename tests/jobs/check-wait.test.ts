import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { MINUTE_MS } from '#app/kernel/time.ts';
import { leadBody, makeKey, makeOffer, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let seller: ReturnType<typeof apiClient>;
let offerId: string;

beforeAll(async () => {
  world = await openWorld();
  const served = await serve(world, { works: false });
  stop = served.stop;
  const sellerId = await makeOrganisation(world.db, 'seller');
  seller = apiClient(served.url, await makeKey(world.db, sellerId));
  offerId = (await makeOffer(world.db, sellerId)).id;
});
afterAll(async () => {
  await stop();
  await world.close();
});

const jobsOf = async (leadId: string) =>
  (
    await world.owner.query(
      `SELECT FROM pgboss.job WHERE name = 'lead-accepted' AND data -> 'ids' ? $1 AND start_after > created_on`,
      [leadId],
    )
  ).rowCount;

describe('a lead whose e-mail domain gets no answer', () => {
  it('is tried again while it may wait, then sold as unknown; its neighbours do not wait for it', async () => {
    const take = async (domain: string) => {
      const body = leadBody(offerId, { contact: { name: 'Olena', email: `olena@${domain}` } });
      return (await seller('POST', '/leads', { body })).body.id as string;
    };
    const [slow, prompt] = [await take('slow-shop.com'), await take('gmail.com')];
    const read = async (leadId: string) => (await seller('GET', `/leads/${leadId}`)).body;

    await processLeads(world.db, { leadIds: [slow, prompt], now: new Date(), checkWaitMs: MINUTE_MS });
    expect((await read(prompt)).status).toBe('available');
    expect((await read(slow)).status).toBe('validating');
    expect(await jobsOf(slow)).toBe(1);
    expect(await jobsOf(prompt)).toBe(0);

    const later = new Date(Date.now() + 2 * MINUTE_MS);
    await processLeads(world.db, { leadIds: [slow], now: later, checkWaitMs: MINUTE_MS });
    const settled = await read(slow);
    expect(settled.status).toBe('available');
    expect(settled.checks).toContainEqual(
      expect.objectContaining({ check: 'email', verdict: 'unknown', code: 'email_no_answer' }),
    );
  });
});
