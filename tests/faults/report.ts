import { median } from '../bench/statistics.ts';
import { printTable } from '../bench/table.ts';
import type { Round, Times } from './round.ts';
import { killsOf, type RunState, violationOf, violationsSoFar } from './run-state.ts';
import type { Stage } from './stage.ts';
import type { Storm } from './storm.ts';
import { KILLS } from './strike.ts';

const TIMES: readonly (keyof Times)[] = ['ready', 'verdicts', 'delivered', 'booked', 'rest'];

const seconds = (ms: number | null | undefined) =>
  ms === null || ms === undefined || Number.isNaN(ms) ? '-' : `${(ms / 1_000).toFixed(1)} s`;

/** What came of a round or of the storm, in a line, and its violations below. */
export function sentenceOf(state: RunState, played: Round | Storm): string {
  const lines = played.violations.map((what) => `  ${violationOf(state, played.at, what)}`);
  const title =
    'number' in played
      ? `${played.number}. ${played.kills.join(', ')} killed: ${TIMES.map((what) => `${what} ${seconds(played.times[what])}`).join(', ')}`
      : `Storm of ${played.events} events in ${played.seconds} s, ${played.kills.join(', ')} killed: ${played.taken} posts taken, ${played.repeated} repeated, ${played.held} sent by Stripe itself, ${played.forged} forged and refused`;
  return [title, ...lines].join('\n');
}

/** Tables of a run, all its processes together. */
export async function printReport(stage: Stage, state: RunState): Promise<void> {
  const { rounds, storm } = state;
  printTable(
    `Faults, seed ${state.seed}: seconds from a round's last kill, median and worst of the rounds in which it was killed`,
    ['killed', 'times', ...TIMES.flatMap((what) => [what, 'worst'])],
    KILLS.map((kill) => {
      const own = rounds.filter(({ kills }) => kills.includes(kill));
      const spread = TIMES.flatMap((what) => {
        const values = own.map(({ times }) => times[what]).filter((value) => value !== null);
        return values.length === 0 ? ['-', '-'] : [seconds(median(values)), seconds(Math.max(...values))];
      });
      return [kill, String(killsOf(state, kill)), ...spread];
    }),
  );
  const rows = await stage.owner.query<{ what: string; count: string }>(FLOWED).then(
    (result) => result.rows,
    () => [],
  );
  const { submissions } = stage.leads;
  const repeats = submissions.reduce((sum, { answers }) => sum + Math.max(0, answers.length - 1), 0);
  printTable(
    'What flowed meanwhile',
    ['', 'count'],
    [
      ['rounds', String(rounds.length)],
      ['minutes played', (state.playedMs / 60_000).toFixed(1)],
      ['processes that went on with the run', String(state.resumed)],
      ['leads sent', String(submissions.length)],
      ['leads answered', String(submissions.filter(({ answers }) => answers.length > 0).length)],
      ['repeats answered like the first', String(repeats)],
      ...rows.map(({ what, count }) => [what, count]),
      ['payment pages payers were led to', String(stage.topUps.pages.size)],
      ['payment pages Stripe called paid', String(stage.topUps.paid.size)],
      ['payouts sellers were told of', String([...stage.payouts.told.values()].flat().length)],
      ['webhooks received from us', String([...stage.inbox.ids.values()].length)],
      ...(storm
        ? [
            ['storm: events', String(storm.events)],
            ['storm: posts taken', String(storm.taken)],
            ['storm: posts repeated', String(storm.repeated)],
          ]
        : []),
      ...Object.entries(state.counts)
        .sort()
        .map(([what, count]) => [what, String(count)]),
      ['violations', String(violationsSoFar(state).length)],
    ],
  );
}

const FLOWED = `
  SELECT 'leads ' || status AS what, count(*) AS count FROM lead GROUP BY status
  UNION ALL SELECT 'sales', count(*) FROM sale
  UNION ALL SELECT 'sales released', count(*) FROM sale WHERE status = 'released'
  UNION ALL SELECT 'top-ups ' || status, count(*) FROM top_up GROUP BY status
  UNION ALL SELECT 'payouts ' || status, count(*) FROM payout GROUP BY status
  UNION ALL SELECT 'events of Stripe: ' || outcome, count(*) FROM stripe_event GROUP BY outcome
  UNION ALL SELECT 'parts of payouts that came back', count(*) FROM payout_reversal
  UNION ALL SELECT 'recharges ' || status, count(*) FROM recharge GROUP BY status
  UNION ALL SELECT 'refunds to cards ' || status, count(*) FROM card_refund GROUP BY status
  UNION ALL SELECT 'chargebacks ' || status, count(*) FROM chargeback GROUP BY status
  UNION ALL SELECT 'recoveries of chargebacks', count(*) FROM chargeback_recovery
  UNION ALL SELECT 'bank receipts ' || status, count(*) FROM bank_receipt GROUP BY status
  UNION ALL SELECT 'bank payouts ' || status, count(*) FROM bank_payout GROUP BY status
  UNION ALL SELECT 'UAH at Stripe', round(sum(CASE WHEN debit_account_id = 'platform:stripe_clearing:UAH' THEN amount_minor ELSE -amount_minor END) / 100)
    FROM transfer WHERE 'platform:stripe_clearing:UAH' IN (debit_account_id, credit_account_id)
  ORDER BY 1`;
