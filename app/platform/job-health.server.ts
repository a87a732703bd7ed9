import type { Queryable } from './db.server.ts';
import { QUEUE_SCHEMA } from './queue.server.ts';

/** A kind of job as it stands in the queue. */
export type JobHealth = {
  readonly name: string;
  /** Cron, UTC; null for what runs when something happens. */
  readonly cron: string | null;
  /** Jobs that are done are forgotten after an hour: null may mean earlier than that. */
  readonly lastDoneAt: Date | null;
  /** Ready to run. */
  readonly waiting: number;
  readonly oldestWaitingAt: Date | null;
  /** To run, or to be tried again, at a later time. */
  readonly later: number;
  readonly active: number;
  /** Given up after all tries: somebody has to look. */
  readonly dead: number;
};

/** A process that works jobs. */
export type WorkerHealth = {
  readonly id: string;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  readonly alive: boolean;
};

/** A job that was given up: what it was and with which code it failed last; never what it was about. */
export type DeadJob = {
  readonly id: string;
  readonly kind: string;
  readonly deadAt: Date;
  readonly tries: number;
  readonly code: string | null;
};

const KINDS_LIMIT = 200;
const WORKERS_LIMIT = 20;
/** Missed beats after which a worker counts as gone, as the queue itself counts. */
const QUIET_BEATS = 3;

/** Every kind of job, those that need somebody first. */
export async function readJobHealth(db: Queryable): Promise<JobHealth[]> {
  const { rows } = await db.query<JobHealth>(
    `WITH live AS (
       SELECT name,
         count(*) FILTER (WHERE state < 'active' AND start_after <= now())::int AS waiting,
         min(start_after) FILTER (WHERE state < 'active' AND start_after <= now()) AS oldest,
         count(*) FILTER (WHERE state < 'active' AND start_after > now())::int AS later,
         count(*) FILTER (WHERE state = 'active')::int AS active
       FROM ${QUEUE_SCHEMA}.job WHERE state IN ('created', 'retry', 'active', 'failed') GROUP BY name)
     SELECT q.name, s.cron,
       (SELECT max(j.completed_on) FROM ${QUEUE_SCHEMA}.job j
        WHERE j.name = q.name AND j.completed_on IS NOT NULL AND j.state = 'completed') AS "lastDoneAt",
       coalesce(l.waiting, 0) AS waiting, l.oldest AS "oldestWaitingAt", coalesce(l.later, 0) AS later,
       coalesce(l.active, 0) AS active, coalesce(d.waiting, 0) AS dead
     FROM ${QUEUE_SCHEMA}.queue q
     LEFT JOIN ${QUEUE_SCHEMA}.schedule s ON s.name = q.name AND s.key = ''
     LEFT JOIN live l ON l.name = q.name
     LEFT JOIN live d ON d.name = q.dead_letter
     WHERE q.dead_letter IS NOT NULL
     ORDER BY dead DESC, q.name LIMIT $1`,
    [KINDS_LIMIT],
  );
  return rows;
}

/** Processes that worked jobs lately, the one heard of last first. */
export async function readWorkers(db: Queryable): Promise<WorkerHealth[]> {
  const { rows } = await db.query<WorkerHealth>(
    `SELECT id::text, started_on AS "startedAt", heartbeat_on AS "heartbeatAt",
       stopped_on IS NULL AND heartbeat_on > now() - make_interval(secs => heartbeat_seconds * $1) AS alive
     FROM ${QUEUE_SCHEMA}.instance WHERE supervise ORDER BY heartbeat_on DESC LIMIT $2`,
    [QUIET_BEATS, WORKERS_LIMIT],
  );
  return rows;
}

/** Jobs that were given up, newest first. */
export async function readDeadJobs(db: Queryable, input: { limit: number }): Promise<DeadJob[]> {
  const { rows } = await db.query<DeadJob>(
    `SELECT j.id::text, q.name AS kind, j.created_on AS "deadAt",
       coalesce(j.source_retry_count, 0) + 1 AS tries, j.source_output ->> 'code' AS code
     FROM ${QUEUE_SCHEMA}.queue q JOIN ${QUEUE_SCHEMA}.job j ON j.name = q.dead_letter
     WHERE j.state IN ('created', 'retry', 'active', 'failed') AND j.state < 'active'
     ORDER BY j.created_on DESC LIMIT $1`,
    [input.limit],
  );
  return rows;
}
