import { listen } from '#app/platform/listen.server.ts';
import type { Log } from '#app/platform/log.server.ts';
import { SETTLED_CHANNEL } from './record-verdicts.server.ts';

/** Each looks at its row every other second: more of them would be a load of their own. */
const WAITING_LIMIT = 1_000;

/** Tells those who wait for a lead's verdict that it is there. A hint only: who waits looks at the row itself. */
export function openSettledSignal(
  databaseUrl: string,
  log: Log,
): { settled: (leadId: string, ms: number) => Promise<boolean>; close: () => Promise<void> } {
  const waiting = new Map<string, Set<() => void>>();
  const listener = listen({
    url: databaseUrl,
    channel: SETTLED_CHANNEL,
    name: 'web',
    log,
    onMessage: (leadId) => {
      for (const wake of waiting.get(leadId) ?? []) wake();
    },
  });

  function settled(leadId: string, ms: number): Promise<boolean> {
    if (waiting.size >= WAITING_LIMIT) return Promise.resolve(false);
    return new Promise((resolve) => {
      const others = waiting.get(leadId) ?? new Set();
      waiting.set(leadId, others);
      const timer = setTimeout(wake, ms);
      others.add(wake);
      function wake() {
        clearTimeout(timer);
        others.delete(wake);
        if (others.size === 0) waiting.delete(leadId);
        resolve(true);
      }
    });
  }

  return { settled, close: listener.close };
}
