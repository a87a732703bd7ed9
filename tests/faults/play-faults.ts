import pg from 'pg';
import { median } from '../bench/statistics.ts';
import { printTable, progress } from '../bench/table.ts';
import { startInstallation, stopOnSignal } from '../setup/installation.ts';
import { startFlow } from './flow.ts';
import { openFaultMarket } from './market.ts';
import { randomOf } from './random.ts';
import { KILLS, type Kill, playRound, type Round, type Stage } from './round.ts';

const LEADS_PER_SECOND = 20;

/**
 * Plays rounds of faults until the time is over, each kind at least once.
 * @returns how many violations there were
 */
export async function playFaults(options: {
  folder: string;
  minutes: number;
  seed: number;
}): Promise<number> {
  progress(`seed ${options.seed}: the same choices again by --seed ${options.seed}`);
  const random = randomOf(options.seed);
  const installation = await startInstallation({ folder: options.folder });
  stopOnSignal(installation);
  const owner = new pg.Pool({ connectionString: installation.databaseUrl, max: 2 });
  owner.on('error', () => undefined);
  const market = await openFaultMarket(installation);
  const flow = startFlow({ url: installation.url, market, random, perSecond: LEADS_PER_SECOND });
  const stage: Stage = { installation, owner, flow, market, random };
  const rounds: Round[] = [];
  try {
    const endMs = Date.now() + options.minutes * 60_000;
    let turn: Kill[] = [];
    while (rounds.length < KILLS.length || Date.now() < endMs) {
      if (turn.length === 0) turn = random.shuffled(KILLS);
      const kill = turn.pop() ?? 'worker';
      const round = await playRound(stage, kill);
      rounds.push(round);
      progress(sentenceOf(rounds.length, round));
      // What is wrong stays wrong: later rounds could only repeat it.
      if (round.violations.length > 0) break;
    }
    await report(stage, rounds, options.seed);
  } finally {
    await flow.close();
    await market.close();
    await owner.end();
    await installation.stop();
  }
  return rounds.flatMap((round) => round.violations).length;
}

const seconds = (ms: number) => (Number.isNaN(ms) ? '-' : `${(ms / 1_000).toFixed(1)} s`);

function sentenceOf(number: number, round: Round): string {
  const times = `ready after ${seconds(round.readyMs)}, verdicts ${seconds(round.finalMs)}, delivered ${seconds(round.deliveredMs)}, at rest ${seconds(round.restMs)}`;
  const lines = round.violations.map((violation) => `  VIOLATION ${violation}`);
  return [`${number}. ${round.kill} killed: ${times}`, ...lines].join('\n');
}

async function report(stage: Stage, rounds: readonly Round[], seed: number): Promise<void> {
  const { flow, market, owner } = stage;
  const spread = (of: readonly Round[], pick: (round: Round) => number) => {
    const values = of.map(pick);
    return [seconds(median(values)), seconds(Math.max(...values))];
  };
  printTable(
    `Faults, seed ${seed}: seconds from the kill, median and worst`,
    [
      'killed',
      'times',
      'ready',
      'worst',
      'verdicts',
      'worst',
      'delivered',
      'worst',
      'at rest',
      'worst',
      'violations',
    ],
    KILLS.flatMap((kill) => {
      const own = rounds.filter((round) => round.kill === kill);
      if (own.length === 0) return [];
      return [
        [
          kill,
          String(own.length),
          ...spread(own, (round) => round.readyMs),
          ...spread(own, (round) => round.finalMs),
          ...spread(own, (round) => round.deliveredMs),
          ...spread(own, (round) => round.restMs),
          String(own.flatMap((round) => round.violations).length),
        ],
      ];
    }),
  );
  const { rows } = await owner.query<{ status: string; count: string }>(
    'SELECT status, count(*) FROM lead GROUP BY status ORDER BY status',
  );
  const { rows: sales } = await owner.query<{ count: string }>('SELECT count(*) FROM sale');
  const repeats = flow.submissions.reduce((sum, one) => sum + Math.max(0, one.answers.length - 1), 0);
  const lost = flow.submissions.reduce((sum, one) => sum + one.lost, 0);
  printTable(
    'What flowed meanwhile',
    ['', 'count'],
    [
      ['leads sent', String(flow.submissions.length)],
      ['repeats answered like the first', String(repeats)],
      ['answers lost or faulty, asked for again', String(lost)],
      ...[...flow.refusals].map(([what, count]) => [`  ${what}`, String(count)]),
      ...rows.map((row) => [`leads ${row.status}`, row.count]),
      ['sales', sales[0]?.count ?? '0'],
      ['webhooks received', String(market.inbox.count())],
      ['violations', String(rounds.flatMap((round) => round.violations).length)],
    ],
  );
}
