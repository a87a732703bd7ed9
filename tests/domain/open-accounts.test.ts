import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANISATION_ACCOUNTS } from '#app/domain/billing/accounts.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { outcomesOf } from '../factories/accounts.ts';
import { makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const AT_ONCE = 16;

describe('the accounts of an organisation', () => {
  it('are opened once, however many ask for them at the same moment', async () => {
    for (let round = 0; round < 40; round += 1) {
      const organisationId = await makeOrganisation(world.db, 'buyer');
      const open = () => openAccounts(world.db.pool, { organisationId, currency: 'HUF', now: new Date() });
      const outcomes = await outcomesOf(Array.from({ length: AT_ONCE }, open));
      expect(outcomes).toEqual(Array.from({ length: AT_ONCE }, () => null));
      const { rowCount } = await world.db.pool.query(
        'SELECT FROM account WHERE organisation_id = $1 AND currency = $2',
        [organisationId, 'HUF'],
      );
      expect(rowCount).toBe(ORGANISATION_ACCOUNTS.length);
    }
  });
});
