import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeMonth } from '#app/domain/pricing/demand/month-number.ts';
import { forecastDemand, HORIZON_LIMIT } from '#app/domain/pricing/forecast-demand.ts';
import { DemandCsvError, readDemandRows } from '#app/domain/pricing/read-demand-rows.ts';
import { CsvError } from '#app/kernel/read-csv.ts';
import { readUtf8 } from '#app/kernel/read-utf8.ts';
import { demandWords } from '#app/words/en/demand.ts';

/**
 * Leads a month to come, from a file of leads a month: `--train T.csv --horizon 12`. Writes CSV to standard output; a
 * file that cannot be read ends it with one sentence and exit code 1.
 */
async function main(): Promise<void> {
  const asked = readArguments();
  if (!asked) return fail(demandWords.usage);
  const horizon = /^\d{1,9}$/.test(asked.horizon) ? Number(asked.horizon) : 0;
  if (horizon < 1 || horizon > HORIZON_LIMIT) return fail(demandWords.horizon(asked.horizon, HORIZON_LIMIT));
  try {
    const { keyColumns, rows } = readDemandRows(readUtf8(await readFile(asked.train)));
    const forecasts = forecastDemand({ rows, horizon });
    const lines = forecasts.map(({ keys, month, p10, p50, p90 }) =>
      lineOf([...keys, writeMonth(month), ...[p10, p50, p90].map((count) => count.toFixed(2))]),
    );
    process.stdout.write([lineOf([...keyColumns, 'month', 'p10', 'p50', 'p90']), ...lines].join(''));
  } catch (error) {
    if (error instanceof DemandCsvError) return fail(demandWords.problem(asked.train, error.problem, error));
    if (error instanceof CsvError)
      return fail(
        demandWords.problem(asked.train, 'csv', { line: error.line, column: null, found: error.message }),
      );
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    fail(demandWords.unreadable(asked.train, message));
  }
}

/** Keys go out as they came in, whatever a spreadsheet would make of them. */
function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

function readArguments(): { train: string; horizon: string } | null {
  try {
    const { values } = parseArgs({ options: { train: { type: 'string' }, horizon: { type: 'string' } } });
    const { train, horizon = '12' } = values;
    return train === undefined ? null : { train, horizon };
  } catch {
    return null;
  }
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

await main();
