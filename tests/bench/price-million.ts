import { fitPriceModel } from '#app/domain/pricing/fit-price-model.ts';
import { makeMarket } from './price-market.ts';

/*
 * Fits a large table, started from the model of a sample of it, and prints times and peak memory as JSON. Run by the bench
 * in a process of its own.
 */

const SAMPLE_ROWS = 30_000;
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
process.stdout.write(`${JSON.stringify({ fitS, cpuS, peakMb, modelMb })}\n`);
