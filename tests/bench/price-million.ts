import { estimatePrice, openPriceModel, type PriceAsked } from '#app/domain/pricing/estimate-price.ts';
import { fitPriceModel } from '#app/domain/pricing/fit-price-model.ts';
import { makeMarket } from './price-market.ts';

/*
 * Fits a large table, started from the model of a sample of it, and prints times and peak memory as JSON. Run by the bench
 * in a process of its own.
 */

const SAMPLE_ROWS = 30_000;
const QUOTES = 10_000;
const rows = Number(process.argv[2]);
const market = (count: number) =>
  makeMarket({ seed: 1, variant: 'base', rows: count, testRows: 1 }).train.table;
const previous = fitPriceModel({ table: market(SAMPLE_ROWS) });
const table = market(rows);
const started = performance.now();
const before = process.cpuUsage();
const model = fitPriceModel({ table, previous });
const fitS = (performance.now() - started) / 1_000;
// Microseconds: what a busy machine does not stretch.
const { user, system } = process.cpuUsage(before);
const cpuS = (user + system) / 1e6;
// Kilobytes.
const peakMb = process.resourceUsage().maxRSS / 1_024;
const modelMb = JSON.stringify(model).length / 1e6;
// As a process that holds the model ready answers: other leads each time, as they were sold.
const open = openPriceModel(model);
const asked = Array.from({ length: QUOTES }, (_, at): PriceAsked => {
  const row = Math.floor((at * rows) / QUOTES);
  return {
    day: table.day?.[row] ?? null,
    keys: Object.fromEntries(table.keys.map(({ name, values, codes }) => [name, values[codes[row] ?? -1]])),
    numbers: Object.fromEntries(table.numbers.map(({ name, values }) => [name, values[row]])),
  };
});
const idle = process.cpuUsage();
for (const one of asked) estimatePrice(open, one);
const spent = process.cpuUsage(idle);
const quoteMs = (spent.user + spent.system) / 1e3 / QUOTES;
process.stdout.write(`${JSON.stringify({ fitS, cpuS, peakMb, modelMb, quoteMs })}\n`);
