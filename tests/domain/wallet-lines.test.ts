import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Line, readStatement } from '#app/domain/billing/read-statement.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { fund } from '../factories/market.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let trade: Trade;

beforeAll(async () => {
  world = await openWorld();
  trade = await openTrade(world.db, { niche: 'legal.family' });
  // What comes in and what goes out in turns: a page may need many of one side and few of the other.
  for (const sales of [3, 1, 2]) {
    for (let sold = 0; sold < sales; sold += 1) await trade.sell();
    await fund(world.db, trade.buyerId, 5_000n);
  }
});
afterAll(() => world.close());

const read = (page: number, pageSize: number) =>
  readStatement(world.db, { organisationId: trade.buyerId, currency: 'UAH', page, pageSize });

it('are the same page by page as on one page, each with the balance after it', async () => {
  const whole = await read(1, 100);
  expect(whole).toMatchObject({ total: 10 });
  expect(whole.lines.map(({ kind }) => kind)).toEqual([
    'demo_funding',
    'sale',
    'sale',
    'demo_funding',
    'sale',
    'demo_funding',
    'sale',
    'sale',
    'sale',
    'demo_funding',
  ]);
  for (const pageSize of [1, 3, 4]) {
    const lines: Line[] = [];
    for (let page = 1; (page - 1) * pageSize < whole.total; page += 1)
      lines.push(...(await read(page, pageSize)).lines);
    expect(lines).toEqual(whole.lines);
  }
  const [wallet] = await readWallet(world.db.pool, trade.buyerId);
  let balanceMinor = wallet?.spendable ?? 0n;
  for (const line of whole.lines) {
    expect(line.balanceMinor).toBe(balanceMinor);
    balanceMinor -= line.amountMinor;
  }
  expect(balanceMinor).toBe(0n);
});
