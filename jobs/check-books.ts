import pg from 'pg';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { readDatabaseUrl, readStripeSettings } from '#app/platform/env.server.ts';
import { runCommand } from '#app/platform/explain-failure.server.ts';
import { isStripeError, openStripe } from '#app/platform/stripe.server.ts';
import { booksWords } from '#app/words/en/books.ts';

/** Proves the books of the configured (or the running demo's) database, and compares them with what lies at Stripe. */
async function main(): Promise<void> {
  const client = new pg.Client({ connectionString: readDatabaseUrl(), application_name: 'check-books' });
  await client.connect();
  try {
    const { violations, transfers, sales } = await prove(client);
    const stripe = await compare(client);
    const all = [...violations, ...stripe.differences];
    for (const violation of all) say(violation);
    if (stripe.note) say(stripe.note);
    say(all.length === 0 ? booksWords.clean(transfers, sales) : booksWords.violated(all.length));
    process.exitCode = all.length === 0 ? 0 : 1;
  } finally {
    await client.end();
  }
}

/** From one snapshot, so that a sale under way cannot mislead it. */
async function prove(client: pg.Client) {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const violations = await checkBooks(client);
  const { rows } = await client.query<{ transfers: string; sales: string }>(
    'SELECT (SELECT count(*) FROM transfer)::text AS transfers, (SELECT count(*) FROM sale)::text AS sales',
  );
  await client.query('COMMIT');
  const { transfers = '0', sales = '0' } = rows[0] ?? {};
  return { violations, transfers, sales };
}

async function compare(client: pg.Client): Promise<{ differences: string[]; note: string | null }> {
  const settings = readStripeSettings();
  if (!settings) return { differences: [], note: booksWords.stripeUnset };
  try {
    const compared = await compareWithStripe(client, openStripe(settings));
    if (!compared) return { differences: [], note: booksWords.stripeMoving };
    const { differences, currencies } = compared;
    return { differences, note: differences.length === 0 ? booksWords.stripeEqual(currencies) : null };
  } catch (error) {
    if (!isStripeError(error)) throw error;
    return { differences: [], note: booksWords.stripeSilent };
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runCommand(main);
