import { afterAll, describe, expect, it } from 'vitest';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { randomOf } from '../faults/random.ts';
import { play } from '../model/play.ts';
import { makeScenes } from '../model/scene.ts';
import { openWorld, type World } from '../setup/world.ts';

/** `BIRJA_TEST_LONG=1` is for the night. */
const isLong = process.env.BIRJA_TEST_LONG === '1';
const SEQUENCES = isLong ? 10_000 : 300;
const LONG_MS = isLong ? 10_800_000 : 300_000;
/** Sequences that share a database: proving its books takes longer the more there is in them. */
const PER_WORLD = 100;

/** `BIRJA_LEDGER_SEED=N` does what a failure named again: the sequence of that seed first. */
const given = process.env.BIRJA_LEDGER_SEED;
const firstSeed = given === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(given);

let world: World | null = null;
afterAll(() => world?.close());

describe('the ledger', () => {
  it(
    `comes to what a model of it comes to, after each of ${SEQUENCES} random sequences`,
    async () => {
      for (let done = 0; done < SEQUENCES; ) {
        world = await openWorld();
        const scenes = await makeScenes(world, Math.min(PER_WORLD, SEQUENCES - done));
        for (const scene of scenes) {
          const seed = firstSeed + done;
          const told = `BIRJA_LEDGER_SEED=${seed}`;
          await play(scene, randomOf(seed)).catch((error: unknown) => {
            throw new Error(`${told}: ${error instanceof Error ? error.message : error}`, { cause: error });
          });
          expect(await checkBooks(world.owner), told).toEqual([]);
          done += 1;
        }
        await world.close();
        world = null;
      }
    },
    LONG_MS,
  );
});
