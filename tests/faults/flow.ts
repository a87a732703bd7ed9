import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';
import { pause } from '#app/kernel/time.ts';
import { freshPhone, leadBody } from '../factories/market.ts';
import type { Market } from './market.ts';
import type { Random } from './random.ts';

type Answer = { readonly status: number; readonly body: { id: string; status: string; code?: string } };

/** One lead as its sender knows it. */
export type Submission = {
  /** Null for the few that are sent without; those are not sent again when the answer is lost. */
  readonly key: string | null;
  readonly phone: string | null;
  readonly isExclusive: boolean;
  /** The 2xx answers, in the order in which they came. */
  readonly answers: Answer[];
  /** How often the answer was lost or was a fault of the server's. */
  lost: number;
};

export type Flow = {
  readonly submissions: readonly Submission[];
  /** What was answered that may not be, in words. */
  readonly wrong: readonly string[];
  /** Answers other than 2xx by status and code. */
  readonly refusals: ReadonlyMap<string, number>;
  readonly resume: () => void;
  /** Sends no new leads; resolves when every one sent is answered, or throws after a while. */
  readonly pause: () => Promise<void>;
  /** Sends nothing any more, answered or not. */
  readonly giveUp: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const REQUEST_LIMIT_MS = 15_000;
const RETRY_FOR_MS = 90_000;
const IDLE_LIMIT_MS = 120_000;
const REPEAT_WITHIN_MS = 3_000;
const REGIONS = [
  { region: 'UA-30', city: 'Kyiv' },
  { region: 'UA-46', city: 'Lviv' },
] as const;

/**
 * Sends leads as sellers do, steadily: with and without a wait for the verdict, some twice with the same key, two of a
 * key at once, contacts used before, numbers that are none. Who loses an answer asks again with the same key.
 */
export function startFlow(options: { url: string; market: Market; random: Random; perSecond: number }): Flow {
  const { url, market, random } = options;
  const http = new Pool(url, {
    connections: 128,
    headersTimeout: REQUEST_LIMIT_MS,
    bodyTimeout: REQUEST_LIMIT_MS,
  });
  const submissions: Submission[] = [];
  const wrong: string[] = [];
  const refusals = new Map<string, number>();
  const open = new Set<Promise<void>>();
  const phones: string[] = [];
  let flows = false;
  let isOver = false;

  function begin(work: Promise<void>): void {
    const tracked: Promise<void> = work
      .catch((error: Error) => void wrong.push(error.message))
      .finally(() => open.delete(tracked));
    open.add(tracked);
  }

  const timer = setInterval(() => {
    if (flows) begin(submitOne());
  }, 1_000 / options.perSecond);

  async function submitOne(): Promise<void> {
    const isExclusive = random.chance(0.7);
    const phone = nextPhone();
    const submission: Submission = {
      key: random.chance(0.95) ? randomUUID() : null,
      phone,
      isExclusive,
      answers: [],
      lost: 0,
    };
    const headers = {
      ...(submission.key ? { 'idempotency-key': submission.key } : {}),
      ...(random.chance(0.3) ? { prefer: 'wait=3' } : {}),
    };
    const offerId = isExclusive ? market.offerIds.exclusive : market.offerIds.shared;
    const email = random.chance(0.2) ? { email: `${randomUUID()}@mail${submissions.length % 50}.test` } : {};
    const body = JSON.stringify(
      leadBody(offerId, { ...random.pick(REGIONS), contact: { name: 'Olena', phone, ...email } }),
    );
    submissions.push(submission);
    const both = submission.key !== null && random.chance(0.05);
    const repeatAfterMs =
      submission.key !== null && random.chance(0.2) ? random.between(0, REPEAT_WITHIN_MS) : null;
    await Promise.all([submit(submission, headers, body), both ? submit(submission, headers, body) : null]);
    if (repeatAfterMs === null) return;
    await pause(repeatAfterMs);
    await submit(submission, headers, body);
  }

  function nextPhone(): string {
    if (random.chance(0.05)) return '+755555';
    if (phones.length > 0 && random.chance(0.1)) return random.pick(phones);
    const phone = freshPhone();
    phones.push(phone);
    return phone;
  }

  async function submit(
    submission: Submission,
    headers: Record<string, string>,
    body: string,
  ): Promise<void> {
    const deadline = Date.now() + RETRY_FOR_MS;
    for (;;) {
      const answer = await send(headers, body).catch(() => null);
      if (answer && answer.status < 300) return accept(submission, answer);
      if (answer && answer.status < 500 && answer.status !== 409 && answer.status !== 429) {
        throw new Error(`a lead was answered ${answer.status} ${answer.body.code}`);
      }
      if (answer?.status !== 409) submission.lost += 1;
      count(answer ? `${answer.status} ${answer.body.code}` : 'no answer');
      if (submission.key === null || isOver) return;
      if (Date.now() > deadline) throw new Error(`a lead got no answer for ${RETRY_FOR_MS} ms`);
      await pause(random.between(100, 400));
    }
  }

  async function send(headers: Record<string, string>, body: string): Promise<Answer> {
    const response = await http.request({
      method: 'POST',
      path: '/api/v1/leads',
      headers: {
        authorization: `Bearer ${market.sellerKey}`,
        'content-type': 'application/json',
        ...headers,
      },
      body,
    });
    return { status: response.statusCode, body: (await response.body.json()) as Answer['body'] };
  }

  function accept(submission: Submission, answer: Answer): void {
    const [first] = submission.answers;
    submission.answers.push(answer);
    if (!first) return;
    if (first.body.id !== answer.body.id) {
      wrong.push(`one key was answered with two leads: ${first.body.id}, ${answer.body.id}`);
    } else if (first.status !== answer.status || !isDeepStrictEqual(first.body, answer.body)) {
      wrong.push(
        `lead ${first.body.id}: first answered ${first.status} ${first.body.status}, its repeat ${answer.status} ${answer.body.status}`,
      );
    }
  }

  function count(what: string): void {
    refusals.set(what, (refusals.get(what) ?? 0) + 1);
  }

  return {
    submissions,
    wrong,
    refusals,
    resume: () => {
      flows = true;
    },
    async pause() {
      flows = false;
      const deadline = Date.now() + IDLE_LIMIT_MS;
      while (open.size > 0) {
        if (Date.now() > deadline) throw new Error(`${open.size} requests are without an answer`);
        await pause(20);
      }
    },
    async giveUp() {
      flows = false;
      isOver = true;
      await Promise.all(open);
    },
    async close() {
      clearInterval(timer);
      await http.close();
    },
  };
}
