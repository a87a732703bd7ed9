import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { estimatePrice, openPriceModel } from '#app/domain/pricing/estimate-price.ts';
import { fitPriceModel } from '#app/domain/pricing/fit-price-model.ts';
import { PRICE_FACTORS, type PriceEstimate } from '#app/domain/pricing/price-model.ts';
import { PriceCsvError, readPriceQuestions, readPriceTable } from '#app/domain/pricing/read-price-rows.ts';
import { plainCsvLine } from '#app/kernel/csv.ts';
import { CsvError } from '#app/kernel/read-csv.ts';
import { readUtf8 } from '#app/kernel/read-utf8.ts';
import { priceWords } from '#app/words/en/prices.ts';

/** Prices are written to so many digits, multipliers and credibilities to so many. */
const PRICE_DIGITS = 8;
const FACTOR_DIGITS = 5;

/**
 * Fair prices of what is asked, learned from a file of prices: `--train T.csv --predict C.csv`. Writes CSV to standard
 * output: the questions as they came, p10, p50 and p90, and for each factor its multiplier (`factor_base` is a price; p50 is
 * the product of all), the sales `n_` it rests on and its credibility `z_`. A file that cannot be read ends it with one
 * sentence and exit code 1, and nothing is written.
 */
async function main(): Promise<void> {
  const paths = readArguments();
  if (!paths) return fail(priceWords.usage);
  const table = await read(paths.train, readPriceTable);
  const questions = table && (await read(paths.predict, readPriceQuestions));
  if (!table || !questions) return;
  const open = openPriceModel(fitPriceModel({ table }));
  const estimates = questions.rows.map(({ asked }) => estimatePrice(open, asked));
  const factors = PRICE_FACTORS.filter((factor) =>
    estimates.some((one) => one.factors.some((part) => part.factor === factor)),
  );
  const head = [
    ...questions.head,
    'p10',
    'p50',
    'p90',
    ...factors.flatMap((one) => [`factor_${one}`, `n_${one}`, `z_${one}`]),
  ];
  const lines = estimates.map((estimate, row) =>
    plainCsvLine([...(questions.rows[row]?.cells ?? []), ...cellsOf(estimate, factors)]),
  );
  process.stdout.write([plainCsvLine(head), ...lines].join(''));
}

function cellsOf(estimate: PriceEstimate, factors: readonly string[]): string[] {
  const price = (value: number) => `${Number(value.toPrecision(PRICE_DIGITS))}`;
  const share = (value: number) => `${Number(value.toPrecision(FACTOR_DIGITS))}`;
  return [
    ...[estimate.p10, estimate.p50, estimate.p90].map(price),
    ...factors.flatMap((name) => {
      const part = estimate.factors.find(({ factor }) => factor === name);
      if (!part) return ['1', '0', '0'];
      const multiplier = name === 'base' ? price(part.multiplier) : share(part.multiplier);
      return [multiplier, share(part.n), share(part.z)];
    }),
  ];
}

async function read<T>(path: string, parse: (text: string) => T): Promise<T | null> {
  try {
    return parse(readUtf8(await readFile(path)));
  } catch (error) {
    if (error instanceof PriceCsvError) fail(priceWords.problem(path, error.problem, error));
    else if (error instanceof CsvError)
      fail(priceWords.problem(path, 'csv', { line: error.line, column: null, found: error.message }));
    else if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    else fail(priceWords.unreadable(path, (error as Error).message));
    return null;
  }
}

function readArguments(): { train: string; predict: string } | null {
  try {
    const { values } = parseArgs({ options: { train: { type: 'string' }, predict: { type: 'string' } } });
    const { train, predict } = values;
    return train === undefined || predict === undefined ? null : { train, predict };
  } catch {
    return null;
  }
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

await main();
