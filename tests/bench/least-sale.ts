import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Example, makeRows, rowsSql } from './least-rows.ts';

/*
 * The least SQL that records what a sale is: the lead's state, the sale, two postings, the order's counters, the buyer's
 * balance; bare integers, no quote, no auction, no jobs, no keys, no triggers. `script` sends it as a script of pgbench's does, a
 * statement for each row in one transaction; `statement` puts it all into one statement, which saves the round trips. `rows`
 * is one statement, too, and writes the very rows of a sale of the product's (`least-rows.ts`).
 */

export type LeastKind = 'script' | 'statement' | 'rows';

const LEADS = 100_000;
const PGBENCH_TRIES = 3;

const TABLES = `
  CREATE TABLE least_lead (id int PRIMARY KEY, status text NOT NULL);
  CREATE TABLE least_sale (id bigserial PRIMARY KEY, lead_id int NOT NULL, order_id int NOT NULL, price bigint NOT NULL,
    sold_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE least_posting (id bigserial PRIMARY KEY, debit int NOT NULL, credit int NOT NULL, amount bigint NOT NULL);
  CREATE TABLE least_order (id int PRIMARY KEY, sold int NOT NULL, spent bigint NOT NULL) WITH (fillfactor = 50);
  CREATE TABLE least_balance (id int PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0)) WITH (fillfactor = 50);`;

type Name = 'lead' | 'buyer' | 'seller';
type Names = Record<Name, string>;

const markSold = ({ lead }: Names) => `UPDATE least_lead SET status = 'sold' WHERE id = ${lead}`;
const insertSale = ({ lead, buyer }: Names) =>
  `INSERT INTO least_sale (lead_id, order_id, price) VALUES (${lead}, ${buyer}, 30000)`;
const postings = (rows: string) => `INSERT INTO least_posting (debit, credit, amount) VALUES ${rows}`;
/** Sellers are the accounts from -1 down: what waits for its dispute window has no stored balance, here as there. */
const share = ({ buyer, seller }: Names) => `(${buyer}, -(${seller}), 27000)`;
const fee = ({ buyer }: Names) => `(${buyer}, 0, 3000)`;
const count = ({ buyer }: Names) =>
  `UPDATE least_order SET sold = sold + 1, spent = spent + 30000 WHERE id = ${buyer}`;
const charge = ({ buyer }: Names) => `UPDATE least_balance SET balance = balance - 30000 WHERE id = ${buyer}`;

/** The statements of one sale. */
const STATEMENTS: Record<Exclude<LeastKind, 'rows'>, (names: Names) => string[]> = {
  script: (names) => [
    'BEGIN',
    markSold(names),
    insertSale(names),
    postings(share(names)),
    postings(fee(names)),
    count(names),
    charge(names),
    'COMMIT',
  ],
  statement: (names) => [
    `WITH sold AS (${markSold(names)}), sale AS (${insertSale(names)}),
       postings AS (${postings(`${share(names)}, ${fee(names)}`)}), counted AS (${count(names)}) ${charge(names)}`,
  ],
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
} & ({ kind: Exclude<LeastKind, 'rows'> } | { kind: 'rows'; example: Example });

/** Makes the tables in a database of their own and says how to run against them. */
export async function openLeastSale(options: Options): Promise<LeastSale> {
  if (options.kind === 'rows') await makeRows({ ...options, leads: LEADS });
  else await makeOwnTables(options);
  const statements = (names: Names) =>
    options.kind === 'rows' ? [rowsSql(options.example, names)] : STATEMENTS[options.kind](names);
  const hasPgbench = spawnSync('pgbench', ['--version']).status === 0;
  return hasPgbench
    ? { by: 'pgbench', rate: (atOnce) => runPgbench({ ...options, statements, atOnce }) }
    : {
        by: 'the same SQL looped from pg (pgbench is not installed)',
        rate: (atOnce) => runLoop({ ...options, statements, atOnce }),
      };
}

async function makeOwnTables(options: { url: string; buyers: number }): Promise<void> {
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  await client.query(TABLES);
  await client.query(`
    INSERT INTO least_lead SELECT n, 'validating' FROM generate_series(1, ${LEADS}) n;
    INSERT INTO least_order SELECT n, 0, 0 FROM generate_series(1, ${options.buyers}) n;
    INSERT INTO least_balance SELECT n, 1000000000000000 FROM generate_series(1, ${options.buyers}) n`);
  await client.query('VACUUM ANALYZE');
  await client.end();
}

type Run = Options & { statements: (names: Names) => string[]; atOnce: number };

async function runPgbench(run: Run): Promise<number> {
  const { kind, statements, url, folder, buyers, sellers, seconds, atOnce } = run;
  const script = join(folder, `least-sale-${kind}-${buyers}.sql`);
  const drawn = `\\set lead random(1, ${LEADS})\n\\set buyer random(1, ${buyers})\n\\set seller random(1, ${sellers})\n`;
  const sql = statements({ lead: ':lead::int', buyer: ':buyer::int', seller: ':seller::int' });
  writeFileSync(script, drawn + sql.map((text) => `${text.replaceAll('\n', ' ')};\n`).join(''));
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

async function runLoop(run: Run): Promise<number> {
  const { statements, url, buyers, sellers, seconds, atOnce } = run;
  const pool = new pg.Pool({ connectionString: url, max: atOnce });
  const sql = statements({ lead: '{lead}', buyer: '{buyer}', seller: '{seller}' }).map(prepare);
  const upTo = (limit: number) => 1 + Math.floor(Math.random() * limit);
  const startMs = performance.now();
  const endMs = startMs + seconds * 1_000;
  let sales = 0;
  const caller = async () => {
    const connection = await pool.connect();
    while (performance.now() < endMs) {
      const drawn = { lead: upTo(LEADS), buyer: upTo(buyers), seller: upTo(sellers) };
      for (const { names, ...statement } of sql)
        await connection.query({ ...statement, values: names.map((name) => drawn[name]) });
      sales += 1;
    }
    connection.release();
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  const rate = (sales * 1_000) / (performance.now() - startMs);
  await pool.end();
  return rate;
}

/** `{lead}` and the like as parameters, those that a statement has numbered as they come. */
function prepare(sql: string, index: number): { name: string; text: string; names: Name[] } {
  const names: Name[] = [];
  const text = sql.replaceAll(/\{(lead|buyer|seller)\}/g, (_, name: Name) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}::int`;
  });
  return { name: `sale-${index}`, text, names };
}
