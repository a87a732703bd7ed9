import pg from 'pg';
import { openPlatformAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { readDatabaseUrl } from '#app/platform/env.server.ts';
import { runCommand } from '#app/platform/explain-failure.server.ts';
import { seedReference } from './seed-reference.ts';

/** What every installation holds: niches, regions and the platform's own accounts. Safe to repeat. */
export async function seedBasics(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'seed' });
  const client = await pool.connect().catch(async (error) => {
    await pool.end();
    throw error;
  });
  try {
    await client.query('BEGIN');
    await seedReference(client);
    await openPlatformAccounts(client, new Date());
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
    await pool.end();
  }
}

if (import.meta.main) {
  await runCommand(async () => {
    await seedBasics(readDatabaseUrl());
    const at = process.argv.indexOf('--demo');
    const demoFile = at < 0 ? undefined : process.argv[at + 1];
    if (!demoFile) return;
    const { seedDemo } = await import('./seed-demo.ts');
    process.stdout.write(`${JSON.stringify(await seedDemo(demoFile))}\n`);
  });
}
