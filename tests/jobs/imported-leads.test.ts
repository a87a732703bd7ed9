import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { saleRecorded } from '#app/domain/exchange/jobs.ts';
import { leadAccepted, leadSettled } from '#app/domain/leads/jobs.ts';
import { prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { takeLeadsIn } from '#app/domain/leads/take-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import { transact } from '#app/platform/db.server.ts';
import { usualLead } from '../factories/leads.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

let world: World;
let offer: { organisationId: string; offerId: string };

beforeAll(async () => {
  world = await openWorld();
  const organisationId = await makeOrganisation(world.db, 'seller');
  offer = { organisationId, offerId: (await makeOffer(world.db, organisationId)).id };
});
afterAll(() => world.close());

async function take(count: number): Promise<string[]> {
  const now = new Date();
  const reference = await readReference(world.db.pool);
  const terms = present(await readOffer(world.db, offer), 'the offer exists');
  const prepared = Array.from({ length: count }, () =>
    prepareLead(reference, terms, usualLead(terms.consentText, now)),
  );
  return transact(world.db.pool, (tx) => takeLeadsIn(world.db, tx, { prepared, now }));
}

async function jobsWith(leadId: string): Promise<{ state: string; leads: number }[]> {
  const { rows } = await world.owner.query<{ state: string; leads: number }>(
    `SELECT state::text, jsonb_array_length(data -> 'ids') AS leads FROM pgboss.job
     WHERE name = 'leads-imported' AND data -> 'ids' ? $1 ORDER BY leads DESC`,
    [leadId],
  );
  return rows;
}

describe('leads of a file', () => {
  it('have one job for many; where one of them cannot be checked each has its own, and only that one waits', async () => {
    const leadIds = await take(70);
    const [bad = '', good = ''] = leadIds;
    expect(await jobsWith(bad)).toEqual([{ state: 'created', leads: 50 }]);
    expect(await jobsWith(leadIds.at(-1) ?? '')).toEqual([{ state: 'created', leads: 20 }]);
    await world.owner.query(`UPDATE lead SET place_code = 'nowhere' WHERE id = $1`, [bad]);

    const { stop } = await serve(world);
    const waiting = async () => {
      const leads = await readLeadsById(world.db.pool, leadIds);
      return leads.filter(({ status }) => status === 'validating').map(({ id }) => id);
    };
    await until('all but one have their verdict', async () => (await waiting()).join() === bad);
    expect((await readLeadsById(world.db.pool, [good]))[0]).toMatchObject({ status: 'available' });
    await until('the one is tried again', async () => (await jobsWith(bad))[1]?.state === 'retry');
    expect(await jobsWith(bad)).toEqual([
      { state: 'completed', leads: 50 },
      { state: 'retry', leads: 1 },
    ]);
    expect(await jobsWith(good)).toEqual([
      { state: 'completed', leads: 50 },
      { state: 'completed', leads: 1 },
    ]);
    await stop();
  });
});

it.each([
  [leadAccepted, { leadId: 'lead_1' }],
  [leadSettled, { leadId: 'lead_1' }],
  [saleRecorded, { saleId: 'lead_1' }],
])('a job that the release before left behind is worked still: %o', (kind, data) => {
  expect(kind.schema.parse(data)).toEqual({ ids: ['lead_1'] });
});
