import { SECOND_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

export type FormEvent = 'view' | 'start';

export type FormCounts = {
  /** Counts once whatever carries the same nonce. */
  readonly count: (event: FormEvent, formId: string, nonce: string, now: Date) => void;
  readonly close: () => Promise<void>;
};

const FLUSH_MS = 2 * SECOND_MS;
/** Forms and days that are counted between two writings; what is over goes uncounted rather than into memory. */
const ROWS_MOST = 5_000;
/** Of those seen last is remembered that they were counted. */
const NONCES_MOST = 20_000;

type Row = { form_id: string; day: string; views: number; starts: number };

/**
 * Counts how often forms are seen and begun, without knowing by whom: no cookie, no address, nothing kept of a visitor. Counts
 * are written together every two seconds; a process that is killed loses those of its last two seconds.
 */
export function openFormCounts(db: Db): FormCounts {
  let rows = new Map<string, Row>();
  const seen = new Set<string>();
  let writing = Promise.resolve();

  function flush(): Promise<void> {
    const batch = [...rows.values()];
    rows = new Map();
    if (batch.length > 0)
      writing = writing
        .then(() => write(db, batch))
        .catch((error: unknown) => db.log.warn({ err: error }, 'visits of forms were not counted'));
    return writing;
  }

  const timer = setInterval(flush, FLUSH_MS);
  timer.unref();

  return {
    count(event, formId, nonce, now) {
      const once = `${event} ${nonce}`;
      if (seen.has(once)) return;
      seen.add(once);
      if (seen.size > NONCES_MOST)
        for (const oldest of [...seen].slice(0, NONCES_MOST / 10)) seen.delete(oldest);
      const day = now.toISOString().slice(0, 10);
      const key = `${formId} ${day}`;
      const row = rows.get(key) ?? { form_id: formId, day, views: 0, starts: 0 };
      if (event === 'view') row.views += 1;
      else row.starts += 1;
      if (rows.has(key) || rows.size < ROWS_MOST) rows.set(key, row);
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** In the order of their keys, so that two processes cannot wait for one another. */
async function write(db: Db, rows: readonly Row[]): Promise<void> {
  await db.pool.query(
    `INSERT INTO form_count AS c (form_id, day, views, starts)
     SELECT form_id, day, views, starts FROM jsonb_to_recordset($1) AS r (form_id text, day date, views int, starts int)
     ORDER BY form_id, day
     ON CONFLICT (form_id, day) DO UPDATE SET views = c.views + EXCLUDED.views, starts = c.starts + EXCLUDED.starts`,
    [JSON.stringify(rows)],
  );
}
