import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeIn } from '../factories/leads.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
});
afterAll(async () => {
  await stop();
  await world.close();
});

const statusOf = async (leadId: string) =>
  (await world.owner.query<{ status: string }>('SELECT status FROM lead WHERE id = $1', [leadId])).rows[0]
    ?.status;

describe('leads that share a job', () => {
  it('do not wait for one among them whose verdict cannot be written', async () => {
    const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'));
    const leads = await takeIn(world.db, offer, [{}, {}, {}]);
    const [first, stuck, last] = leads;
    const { rows: jobs } = await world.owner.query(
      `SELECT data FROM pgboss.job WHERE name = 'lead-accepted'`,
    );
    expect(jobs).toEqual([{ data: { ids: leads } }]);
    await world.owner.query(`
      CREATE FUNCTION refuse_verdict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one'; END $$;
      CREATE TRIGGER refuse_verdict BEFORE UPDATE ON lead FOR EACH ROW WHEN (NEW.id = '${stuck}') EXECUTE FUNCTION refuse_verdict()`);
    ({ stop } = await serve(world, { works: true }));
    await until('the others have their verdicts', async () => {
      const statuses = await Promise.all([first, last].map((id) => statusOf(id ?? '')));
      return statuses.every((status) => status === 'available');
    });
    expect(await statusOf(stuck ?? '')).toBe('validating');

    await world.owner.query('DROP TRIGGER refuse_verdict ON lead');
    await until('it has its own', async () => (await statusOf(stuck ?? '')) === 'available');
  });
});
