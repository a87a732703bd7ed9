import { SECOND_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { keepRequests } from './keep-requests.server.ts';
import { type NotedRequest, REQUESTS_KEPT } from './posted-request.ts';

const WRITTEN_EVERY_MS = SECOND_MS;
/** What waits to be written at most, so that a flood costs neither memory nor the database. */
const WAITING_LIMIT = 1_000;

/**
 * Notes requests beside the path that answers them, and writes them down once a second. Of one seller no more wait than are
 * kept. What a process held when it was killed is lost: this is a help for who builds a sender, and no record.
 */
export function openRequestLog(db: Db): {
  note: (request: NotedRequest) => void;
  close: () => Promise<void>;
} {
  const waiting = new Map<string, NotedRequest[]>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const requests = [...waiting.values()].flat();
    waiting.clear();
    count = 0;
    writing = writing
      .then(() => keepRequests(db, { requests }))
      .catch((error: unknown) => db.log.warn({ err: error }, 'requests were not noted'));
    return writing;
  }

  return {
    note(request) {
      const own = waiting.get(request.organisationId) ?? [];
      if (own.length >= REQUESTS_KEPT) own.shift();
      else if (count >= WAITING_LIMIT) return;
      else count += 1;
      own.push(request);
      waiting.set(request.organisationId, own);
      timer ??= setTimeout(write, WRITTEN_EVERY_MS).unref();
    },
    close: write,
  };
}
