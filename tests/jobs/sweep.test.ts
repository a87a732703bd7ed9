import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { sweepWaitingLeads } from '#app/domain/leads/sweep-waiting-leads.server.ts';
import { HOUR_MS } from '#app/kernel/time.ts';
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

const take = async () => (await seller('POST', '/leads', { body: leadBody(offerId) })).body.id as string;
const jobsOf = async (leadId: string) =>
  (
    await world.owner.query(`SELECT FROM pgboss.job WHERE name = 'lead-accepted' AND data->'ids' ? $1`, [
      leadId,
    ])
  ).rowCount;

describe('a lead without a verdict for long', () => {
  it('is handed to the workers again, once its job is lost; a young one is left alone', async () => {
    const leadId = await take();
    await world.owner.query('DELETE FROM pgboss.job');
    expect(await sweepWaitingLeads(world.db, { now: new Date() })).toBe(0);
    expect(await sweepWaitingLeads(world.db, { now: new Date(Date.now() + HOUR_MS) })).toBe(1);
    expect(await jobsOf(leadId)).toBe(1);
  });

  it('is withdrawn when its contact was erased', async () => {
    const leadId = await take();
    await world.owner.query('DELETE FROM vault.lead_key WHERE lead_id = $1', [leadId]);
    await sweepWaitingLeads(world.db, { now: new Date(Date.now() + HOUR_MS) });
    expect((await seller('GET', `/leads/${leadId}`)).body.status).toBe('withdrawn');
  });
});

describe('a contact that cannot be opened', () => {
  it('does not keep the others from theirs', async () => {
    const [good, lost] = [await take(), await take()];
    await world.owner.query(`UPDATE vault.lead_key SET wrapped_by = 'gone' WHERE lead_id = $1`, [lost]);
    const contacts = await readContacts(world.db, [good, lost]);
    expect([...contacts.keys()]).toEqual([good]);
  });
});
