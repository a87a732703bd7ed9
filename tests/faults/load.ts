import { pause } from '#app/kernel/time.ts';

/** A load of one kind: acts that are begun steadily and each go on until they know how they ended. */
export type Load = {
  /** What was answered that may not be, in words. */
  readonly wrong: readonly string[];
  readonly resume: () => void;
  /** Begins nothing new; resolves when everything begun is over, or throws after a while. */
  readonly pause: () => Promise<void>;
  /** Begins nothing any more and asks nothing again. */
  readonly giveUp: () => Promise<void>;
};

export type Act = (insist: Insist) => Promise<void>;

/** Asks until there is an answer: null when the load was given up meanwhile. */
export type Insist = <Answer>(what: string, ask: () => Promise<Answer | null>) => Promise<Answer | null>;

const INSIST_FOR_MS = 240_000;
const IDLE_LIMIT_MS = 300_000;
const BETWEEN_MS = 250;
const BETWEEN_AT_MOST_MS = 4_000;

export function insistUnless(isOver: () => boolean): Insist {
  return async (what, ask) => {
    const deadline = Date.now() + INSIST_FOR_MS;
    for (let betweenMs = BETWEEN_MS; !isOver(); betweenMs = Math.min(2 * betweenMs, BETWEEN_AT_MOST_MS)) {
      const answer = await ask();
      if (answer !== null) return answer;
      if (Date.now() > deadline) throw new Error(`${what}: no answer for ${INSIST_FOR_MS} ms`);
      await pause(betweenMs);
    }
    return null;
  };
}

/** @param options.mostAtOnce what more would be begun is left out, as who waits begins nothing new */
export function openLoad(options: { perSecond: number; mostAtOnce: number; act: Act }): Load {
  const open = new Set<Promise<void>>();
  const wrong: string[] = [];
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;

  const insist = insistUnless(() => isOver);

  const begin = () => {
    if (open.size >= options.mostAtOnce) return;
    const act = options
      .act(insist)
      .catch((error: Error) => void wrong.push(error.message))
      .finally(() => open.delete(act));
    open.add(act);
  };

  const halt = () => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    wrong,
    resume() {
      if (!isOver) timer ??= setInterval(begin, 1_000 / options.perSecond);
    },
    async pause() {
      halt();
      const deadline = Date.now() + IDLE_LIMIT_MS;
      while (open.size > 0) {
        if (Date.now() > deadline) throw new Error(`${open.size} that were begun do not end`);
        await pause(20);
      }
    },
    async giveUp() {
      halt();
      isOver = true;
      await Promise.all(open);
    },
  };
}
