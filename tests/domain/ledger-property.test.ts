import { afterAll, describe, expect, it } from 'vitest';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { randomOf } from '../faults/random.ts';
import { OPERATIONS } from '../model/operations.ts';
import { play, type Tally } from '../model/play.ts';
import { makeScenes } from '../model/scene.ts';
import { openWorld, type World } from '../setup/world.ts';

/** `BIRJA_TEST_LONG=1` is for the night. */
const isLong = process.env.BIRJA_TEST_LONG === '1';
const SEQUENCES = isLong ? 10_000 : 300;
const LONG_MS = isLong ? 21_600_000 : 900_000;
/** Sequences that share a database: proving its books takes longer the more there is in them. */
const PER_WORLD = 100;

/** The short form plays what it played before, so that a change is told from luck; the long one looks for what is new. */
const SHORT_SEED = 20_261_126;
/** `BIRJA_LEDGER_SEED=N` does what a failure named again: the sequence of that seed first. */
const given = process.env.BIRJA_LEDGER_SEED;
const drawn = isLong ? Math.floor(Math.random() * 1_000_000_000) : SHORT_SEED;
const firstSeed = given === undefined ? drawn : Number(given);

/** Every kind of transfer but those of entries by hand and of what Stripe does by itself. */
const KINDS = [
  ...['demo_funding', 'top_up', 'recharge', 'card_refund', 'card_refund_return', 'bank_top_up'],
  ...['sale_share', 'sale_fee', 'hold_release', 'dispute_share', 'dispute_fee'],
  ...['clawback_available', 'clawback_debt', 'clawback_fee', 'debt_recovery'],
  ...['payout', 'payout_return', 'payout_reversal', 'bank_payout', 'bank_payout_return'],
  ...['chargeback_withdrawn', 'chargeback_cost', 'chargeback_freeze', 'chargeback_recovery'],
  ...['chargeback_reinstated', 'chargeback_cost_returned', 'chargeback_unfreeze'],
  ...['reserve', 'reserve_post', 'reserve_fee', 'reserve_void'],
];

let world: World | null = null;
afterAll(() => world?.close());

describe('the ledger', () => {
  it(
    `comes to what a model of it comes to, after each of ${SEQUENCES} random sequences`,
    async () => {
      process.stdout.write(`BIRJA_LEDGER_SEED=${firstSeed}\n`);
      const [kinds, tally]: [Set<string>, Tally] = [new Set(), new Map()];
      for (let done = 0; done < SEQUENCES; ) {
        world = await openWorld();
        const scenes = await makeScenes(world, Math.min(PER_WORLD, SEQUENCES - done));
        for (const scene of scenes) {
          const seed = firstSeed + done;
          const told = `BIRJA_LEDGER_SEED=${seed}`;
          await play(scene, randomOf(seed), tally).catch((error: unknown) => {
            throw new Error(`${told}: ${error instanceof Error ? error.message : error}`, { cause: error });
          });
          expect(await checkBooks(world.owner), told).toEqual([]);
          done += 1;
        }
        for (const { kind } of (await world.owner.query('SELECT DISTINCT kind FROM transfer')).rows)
          kinds.add(kind);
        await world.close();
        world = null;
        if (isLong) process.stdout.write(`${done} sequences\n`);
      }
      if (process.env.TALLY)
        for (const what of [...tally].sort()) process.stdout.write(`${what.join(' ')}\n`);
      const done = [...tally.keys()].map((what) => what.slice(0, what.indexOf(': ')));
      expect(new Set(done)).toEqual(new Set(OPERATIONS.map(({ name }) => name)));
      expect([...kinds].sort()).toEqual([...KINDS].sort());
    },
    LONG_MS,
  );
});
