import { type Forecast, forecastDemand } from '#app/domain/pricing/forecast-demand.ts';
import type { Measurement } from './bench.ts';
import { FRESH_SHAPES } from './demand-fresh-shapes.ts';
import { LAST_SHAPES } from './demand-last-shapes.ts';
import { LATER_SHAPES } from './demand-later-shapes.ts';
import { cut, openRandom, SHAPES, type Shape } from './demand-shapes.ts';
import { printTable, progress } from './table.ts';

const HORIZON = 12;
const HISTORIES = [6, 12, 18, 24, 36, 60];
const SEEDS = { short: 2, long: 5 };
/** A series of one is forecast often, a market of many once: both weigh enough to tell. By 400 series a gain is known to 1 %, by 100 to 2. */
const DRAWS_OF_ONE = { short: 80, long: 20 };
const SHORT_HISTORY = 24;

type Score = { error: number; seasonal: number; naive: number; inside: number; months: number };

/**
 * How far forecasts of a year lie from what came, summed over months and series and divided by the leads that came
 * (weighted absolute percentage error of p50), beside what needs no model: the same month of the last year, and the
 * mean of the last year. Then how often the month fell into p10 to p90.
 */
export const measure: Measurement = async ({ short }) => {
  const seeds = short ? SEEDS.short : SEEDS.long;
  for (const history of HISTORIES) {
    const rows = [...SHAPES, ...FRESH_SHAPES, ...LATER_SHAPES, ...LAST_SHAPES].map((shape) => {
      const score = scoreOf(shape, history, seeds);
      return [
        shape.name,
        ...[score.error, score.seasonal, score.naive].map((error) => error.toFixed(3)),
        percent(1 - score.error / score.seasonal),
        percent(score.inside / score.months),
      ];
    });
    printTable(
      `A year ahead from ${history} months, ${seeds} seeds`,
      ['market', 'error', 'seasonal naive', 'naive mean', 'better by', 'in the band'],
      rows,
    );
  }
  progress('Error: sum of |p50 - came| over what came. Better by: against seasonal naive.');
};

function scoreOf(shape: Shape, history: number, seeds: number): Score {
  const total: Score = { error: 0, seasonal: 0, naive: 0, inside: 0, months: 0 };
  let came = 0;
  const draws = DRAWS_OF_ONE[history > SHORT_HISTORY ? 'long' : 'short'];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = openRandom(seed);
    let lines = shape.make(random);
    for (let draw = 0; draw < (lines.length === 1 ? draws : 1); draw += 1) {
      if (draw > 0) lines = shape.make(random);
      const { rows, past, future } = cut(lines, history, HORIZON);
      const forecast = forecastDemand({ rows, horizon: HORIZON });
      for (const [line, months] of future.entries()) {
        for (const [ahead, count] of months.entries()) {
          const one = forecast[line * HORIZON + ahead] as Forecast;
          came += count;
          total.error += Math.abs(one.p50 - count);
          total.seasonal += Math.abs(sameMonth(past[line] ?? [], ahead) - count);
          total.naive += Math.abs(lastYear(past[line] ?? []) - count);
          total.inside += count >= one.p10 && count <= one.p90 ? 1 : 0;
          total.months += 1;
        }
      }
    }
  }
  return { ...total, error: total.error / came, seasonal: total.seasonal / came, naive: total.naive / came };
}

/** Of the last year; the last month of all where the history does not reach so far. */
function sameMonth(past: readonly number[], ahead: number): number {
  return past[past.length - 12 + ahead] ?? past.at(-1) ?? 0;
}

function lastYear(past: readonly number[]): number {
  const year = past.slice(-12);
  return year.reduce((sum, count) => sum + count, 0) / year.length;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
