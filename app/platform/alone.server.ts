import type { Pool } from './db.server.ts';

/**
 * Does a work that asks others over the network, while nobody else does the work of this name. It holds a connection but
 * no transaction; a process that dies lets go.
 * @returns whether it was done: false when somebody else is at it
 */
export async function alone(pool: Pool, name: string, work: () => Promise<void>): Promise<boolean> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await connection.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
      [name],
    );
    if (!rows[0]?.taken) return false;
    try {
      await work();
    } finally {
      // A connection that cannot let go is closed: the lock goes with it.
      await connection.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch((error) => {
        broken = error;
      });
    }
    return true;
  } finally {
    connection.release(broken);
  }
}
