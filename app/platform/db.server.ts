import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma as Client, PrismaClient } from './generated/prisma/client.ts';

export type Pool = pg.Pool;
/** A connection inside a transaction. */
export type Tx = pg.PoolClient;
/** What can run a statement: the pool, or a transaction's connection. */
export type Queryable = Pick<pg.PoolClient, 'query'>;
export type Prisma = PrismaClient;
/** Prisma inside a transaction. */
export type PrismaTx = Client.TransactionClient;

const INT8_OID = 20;
const STATEMENT_TIMEOUT_MS = 30_000;
const CONNECTION_WAIT_MS = 10_000;

/** 64-bit integers are money and counts: they come as bigint, never as a float or a string. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8_OID && format !== 'binary') return BigInt;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/**
 * Opens the one pool of this process. Its connections take the role `birja_app`, which may only read and add to
 * the ledger.
 * @param max connections at most
 */
export function openPool(options: {
  url: string;
  max: number;
  name: string;
  onError: (error: Error) => void;
}): Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.name,
    options: `-c role=birja_app -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=${STATEMENT_TIMEOUT_MS}`,
    types: types as pg.CustomTypesConfig,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    keepAlive: true,
  });
  pool.on('error', options.onError);
  // The pool listens only while a connection is idle; one that is lost while lent out must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Prisma on the same pool, for everything that is not the hot path. Its transactions have the limits of the pool's own: a busy machine is no failure. */
export function openPrisma(pool: Pool): Prisma {
  return new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: CONNECTION_WAIT_MS, timeout: STATEMENT_TIMEOUT_MS },
  });
}

/**
 * Lets what is written for `pg` (the ledger, the queue) work inside a transaction of Prisma's. Rows are counted by what
 * comes back: a statement that returns none counts none. What the database refuses comes as an error of Prisma's.
 */
export function queryableOf(tx: PrismaTx): Queryable {
  const query = async (asked: string | pg.QueryConfig, values?: unknown[]) => {
    const { text, values: given = values ?? [] } = typeof asked === 'string' ? { text: asked } : asked;
    const rows = await tx.$queryRawUnsafe<unknown[]>(text, ...given);
    return { rows, rowCount: rows.length };
  };
  return { query } as unknown as Queryable;
}

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export function transact<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  return runTransaction(pool, 'BEGIN', work);
}

/** Runs `work` on the database as it stands at its first statement: whatever is committed meanwhile, it sees the same. */
export function atOneMoment<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  return runTransaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work);
}

async function runTransaction<T>(pool: Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query(begin);
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    tx.release(broken);
  }
}
