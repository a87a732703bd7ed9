import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Example, makeRows, rowsSql } from './least-rows.ts';

/*
 * The least SQL that records what a sale is: the lead's state, the sale, two postings, the order's counters, the buyer's
 * balance. No quote, no auction, no jobs, no triggers; `bare` has no foreign keys and no key of a posting either, `kept` has
 * what the product's ledger promises at the least: postings between accounts that exist, each under a key that happens
 * once, a sale of a lead and an order that exist. `rows` writes the very rows of a sale of the product's (`least-rows.ts`).
 */

export type LeastKind = 'bare' | 'kept' | 'rows';

type OwnTables = Exclude<LeastKind, 'rows'>;

const LEADS = 100_000;
const PGBENCH_TRIES = 3;

const TABLES = `
  CREATE TABLE least_lead (id int PRIMARY KEY, status text NOT NULL);
  CREATE TABLE least_sale (id bigserial PRIMARY KEY, lead_id int NOT NULL, order_id int NOT NULL, price bigint NOT NULL,
    sold_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE least_posting (id bigserial PRIMARY KEY, debit int NOT NULL, credit int NOT NULL, amount bigint NOT NULL);
  CREATE TABLE least_order (id int PRIMARY KEY, sold int NOT NULL, spent bigint NOT NULL) WITH (fillfactor = 50);
  CREATE TABLE least_balance (id int PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0)) WITH (fillfactor = 50);`;

const PROMISES = `
  CREATE TABLE least_account (id int PRIMARY KEY);
  INSERT INTO least_account SELECT id FROM least_balance UNION ALL SELECT -generate_series(0, SELLERS);
  ALTER TABLE least_posting ADD COLUMN key text NOT NULL UNIQUE,
    ADD FOREIGN KEY (debit) REFERENCES least_account, ADD FOREIGN KEY (credit) REFERENCES least_account;
  ALTER TABLE least_sale ADD FOREIGN KEY (lead_id) REFERENCES least_lead, ADD FOREIGN KEY (order_id) REFERENCES least_order`;

type Names = { lead: string; buyer: string; seller: string };

/**
 * One statement, since a statement for each row pays a round trip for each. Sellers are the accounts from -1 down: what waits
 * for its dispute window has no stored balance, here as there.
 */
const saleSql = (kind: OwnTables, { lead, buyer, seller }: Names) => `
  WITH sold AS (UPDATE least_lead SET status = 'sold' WHERE id = ${lead}),
    sale AS (INSERT INTO least_sale (lead_id, order_id, price) VALUES (${lead}, ${buyer}, 30000) RETURNING id),
    postings AS (${POSTINGS[kind]({ buyer, seller })}),
    counted AS (UPDATE least_order SET sold = sold + 1, spent = spent + 30000 WHERE id = ${buyer})
  UPDATE least_balance SET balance = balance - 30000 WHERE id = ${buyer}`;

const POSTINGS: Record<OwnTables, (names: Omit<Names, 'lead'>) => string> = {
  bare: ({ buyer, seller }) =>
    `INSERT INTO least_posting (debit, credit, amount) VALUES (${buyer}, -(${seller}), 27000), (${buyer}, 0, 3000)`,
  kept: ({ buyer, seller }) =>
    `INSERT INTO least_posting (debit, credit, amount, key)
     SELECT ${buyer}, -(${seller}), 27000, 'share:' || id FROM sale UNION ALL SELECT ${buyer}, 0, 3000, 'fee:' || id FROM sale`,
};

export type LeastSale = {
  /** Which program sends the SQL. */
  readonly by: 'pgbench' | 'the same SQL looped from pg (pgbench is not installed)';
  /** Sales a second by so many connections at once. */
  readonly rate: (atOnce: number) => Promise<number>;
};

type Options = {
  url: string;
  folder: string;
  buyers: number;
  sellers: number;
  seconds: number;
} & ({ kind: OwnTables } | { kind: 'rows'; example: Example });

/** Makes the tables in a database of their own and says how to run against them. */
export async function openLeastSale(options: Options): Promise<LeastSale> {
  if (options.kind === 'rows') await makeRows({ ...options, leads: LEADS });
  else await makeOwnTables(options);
  const sql = (names: Names) =>
    options.kind === 'rows' ? rowsSql(options.example, names) : saleSql(options.kind, names);
  const hasPgbench = spawnSync('pgbench', ['--version']).status === 0;
  return hasPgbench
    ? { by: 'pgbench', rate: (atOnce) => runPgbench({ ...options, sql, atOnce }) }
    : {
        by: 'the same SQL looped from pg (pgbench is not installed)',
        rate: (atOnce) => runLoop({ ...options, sql, atOnce }),
      };
}

async function makeOwnTables(options: {
  kind: OwnTables;
  url: string;
  buyers: number;
  sellers: number;
}): Promise<void> {
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  await client.query(TABLES);
  await client.query(`
    INSERT INTO least_lead SELECT n, 'validating' FROM generate_series(1, ${LEADS}) n;
    INSERT INTO least_order SELECT n, 0, 0 FROM generate_series(1, ${options.buyers}) n;
    INSERT INTO least_balance SELECT n, 1000000000000000 FROM generate_series(1, ${options.buyers}) n`);
  if (options.kind === 'kept') await client.query(PROMISES.replace('SELLERS', String(options.sellers)));
  await client.query('VACUUM ANALYZE');
  await client.end();
}

type Run = Options & { sql: (names: Names) => string; atOnce: number };

async function runPgbench({
  kind,
  sql: sqlOf,
  url,
  folder,
  buyers,
  sellers,
  seconds,
  atOnce,
}: Run): Promise<number> {
  const script = join(folder, `least-sale-${kind}-${buyers}.sql`);
  const sql = sqlOf({ lead: ':lead::int', buyer: ':buyer::int', seller: ':seller::int' }).replaceAll(
    '\n',
    ' ',
  );
  writeFileSync(
    script,
    `\\set lead random(1, ${LEADS})\n\\set buyer random(1, ${buyers})\n\\set seller random(1, ${sellers})\n${sql};\n`,
  );
  const args = [
    '--no-vacuum',
    '--protocol=prepared',
    `--client=${atOnce}`,
    `--time=${seconds}`,
    `--file=${script}`,
  ];
  for (let tries = 1; ; tries += 1) {
    const output = await outputOf('pgbench', [...args, url]);
    const [, rate] = /tps = ([\d.]+)/.exec(output) ?? [];
    if (rate !== undefined) return Number(rate);
    // On a machine that is taken up by others not one transaction may have ended in time.
    if (tries === PGBENCH_TRIES) throw new Error(`pgbench did not say how fast it was: ${output}`);
  }
}

function outputOf(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += data;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
}

async function runLoop({ sql, url, buyers, sellers, seconds, atOnce }: Run): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: atOnce });
  const text = sql({ lead: '$1::int', buyer: '$2::int', seller: '$3::int' });
  const upTo = (limit: number) => 1 + Math.floor(Math.random() * limit);
  const startMs = performance.now();
  const endMs = startMs + seconds * 1_000;
  let sales = 0;
  const caller = async () => {
    const connection = await pool.connect();
    while (performance.now() < endMs) {
      await connection.query({ name: 'sale', text, values: [upTo(LEADS), upTo(buyers), upTo(sellers)] });
      sales += 1;
    }
    connection.release();
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  const rate = (sales * 1_000) / (performance.now() - startMs);
  await pool.end();
  return rate;
}
