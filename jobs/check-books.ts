import pg from 'pg';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { readDatabaseUrl } from '#app/platform/env.server.ts';
import { runCommand } from '#app/platform/explain-failure.server.ts';
import { booksWords } from '#app/words/en/books.ts';

/** Proves the books of the configured (or the running demo's) database from one snapshot, so that a sale under way cannot mislead it. */
async function main(): Promise<void> {
  const client = new pg.Client({ connectionString: readDatabaseUrl(), application_name: 'check-books' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const violations = await checkBooks(client);
    const { rows } = await client.query<{ transfers: string; sales: string }>(
      'SELECT (SELECT count(*) FROM transfer)::text AS transfers, (SELECT count(*) FROM sale)::text AS sales',
    );
    for (const violation of violations) process.stdout.write(`${violation}\n`);
    const { transfers = '0', sales = '0' } = rows[0] ?? {};
    process.stdout.write(
      `${violations.length === 0 ? booksWords.clean(transfers, sales) : booksWords.violated(violations.length)}\n`,
    );
    process.exitCode = violations.length === 0 ? 0 : 1;
  } finally {
    await client.end();
  }
}

await runCommand(main);
