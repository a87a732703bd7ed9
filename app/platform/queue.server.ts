import { createHash } from 'node:crypto';
import { fromPrisma, PgBoss } from 'pg-boss';
import type { PrismaTx, Queryable } from './db.server.ts';
import type { JobKind } from './job-kind.ts';

export const QUEUE_SCHEMA = 'pgboss';

export type Queue = PgBoss;

/**
 * Opens the queue.
 * @param role `sender` only adds jobs; `worker` also fetches, supervises and schedules; `owner` may create queues
 */
export function openQueue(options: {
  url: string;
  role: 'sender' | 'worker' | 'owner';
  name: string;
  onError: (error: Error) => void;
}): Queue {
  const works = options.role === 'worker';
  const boss = new PgBoss({
    connectionString: options.url,
    ...(options.role === 'owner' ? {} : { options: '-c role=birja_app' }),
    application_name: `${options.name}-queue`,
    instanceName: options.name,
    schema: QUEUE_SCHEMA,
    max: works ? 6 : 2,
    migrate: options.role === 'owner',
    createSchema: options.role === 'owner',
    supervise: works,
    schedule: works,
    reindex: false,
    registerInstance: works,
    instanceHeartbeatSeconds: 5,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: works,
    notifyHeartbeatIntervalMs: 5_000,
    notifyHeartbeatTimeoutMs: 5_000,
  });
  boss.on('error', options.onError);
  return boss;
}

/** Lets the queue write through a transaction of ours, so that a job exists exactly when the rows it is about do. */
function inTransaction(tx: Queryable | PrismaTx) {
  if ('$queryRawUnsafe' in tx) return fromPrisma(tx);
  return {
    executeSql: (text: string, values?: unknown[]) =>
      tx.query(values?.length ? { name: nameOf(text), text, values } : { text }),
  };
}

const names = new Map<string, string>();
/** The queue's statements with parameters are few: one a queue and use. */
const NAMES_LIMIT = 200;

/** Prepared by name: the queue's statements are long, and reading and planning them costs more than what they do. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  if (names.size >= NAMES_LIMIT) names.clear();
  const name = `queue-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  names.set(text, name);
  return name;
}

/**
 * Adds jobs in the caller's transaction.
 * @param options.startAfter earliest moment to run
 * @param options.groupOf jobs of one group are worked a few at a time (one slow receiver holds up only itself)
 */
export async function enqueue<Data extends object>(
  queue: Queue,
  tx: Queryable | PrismaTx,
  kind: JobKind<Data>,
  jobs: readonly Data[],
  options: { startAfter?: Date; groupOf?: (data: Data) => string } = {},
): Promise<void> {
  if (jobs.length === 0) return;
  await queue.insert(
    kind.name,
    jobs.map((data) => ({
      data,
      ...(options.startAfter ? { startAfter: options.startAfter } : {}),
      ...(options.groupOf ? { group: { id: options.groupOf(data) } } : {}),
    })),
    { db: inTransaction(tx) },
  );
}

const RETURN_LIMIT = 1_000;

/**
 * Moves jobs that were given up back into their queue, in the caller's transaction, the oldest first, at most a thousand.
 * @param input.kind the name of the kind; one that is unknown has none
 * @returns how many were moved
 */
export async function returnDeadJobs(
  queue: Queue,
  tx: Queryable | PrismaTx,
  input: { kind: string; jobIds: readonly string[] | null },
): Promise<number> {
  const known = (await queue.getQueues()).find(({ name }) => name === input.kind);
  if (!known?.deadLetter) return 0;
  return queue.redrive(known.deadLetter, {
    db: inTransaction(tx),
    limit: RETURN_LIMIT,
    ...(input.jobIds ? { ids: [...input.jobIds] } : {}),
  });
}
