import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';
import { pause } from '#app/kernel/time.ts';
import { freshPhone, leadBody } from '../factories/market.ts';
import { type Journal, type LeadAnswer, linesOf } from './journal.ts';
import { type Insist, insistUnless, type Load, openLoad } from './load.ts';
import type { MarketState } from './market.ts';
import type { Random } from './random.ts';
import type { Counter } from './run-state.ts';

type Answer = { readonly status: number; readonly body: LeadAnswer };

/** One lead as its sender knows it. */
export type Submission = {
  readonly number: number;
  readonly seller: number;
  /** Null for the few that are sent without; those are not sent again when the answer is lost. */
  readonly key: string | null;
  readonly phone: string;
  readonly body: string;
  /** The 2xx answers, in the order in which they came. */
  readonly answers: Answer[];
};

export type LeadFlow = {
  readonly load: Load;
  readonly submissions: readonly Submission[];
  /** Sends again what an earlier process has sent and was not answered. */
  readonly catchUp: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const REQUEST_LIMIT_MS = 15_000;
const REPEAT_WITHIN_MS = 3_000;
const MOST_AT_ONCE = 60;
const REGIONS = [
  { region: 'UA-30', city: 'Kyiv' },
  { region: 'UA-46', city: 'Lviv' },
] as const;

/**
 * Sends leads as sellers do, steadily: with and without a wait for the verdict, some twice with the same key, two of a
 * key at once, contacts used before, numbers that are none. Who loses an answer asks again with the same key.
 */
export function openLeadFlow(options: {
  url: string;
  market: MarketState;
  journal: Journal;
  random: Random;
  count: Counter;
  perSecond: number;
}): LeadFlow {
  const { url, market, journal, random, count } = options;
  const http = new Pool(url, {
    connections: 128,
    headersTimeout: REQUEST_LIMIT_MS,
    bodyTimeout: REQUEST_LIMIT_MS,
  });
  const submissions: Submission[] = linesOf(journal, 'lead').map((line) => ({ ...line, answers: [] }));
  for (const { number, status, body } of linesOf(journal, 'answer'))
    submissions[number]?.answers.push({ status, body });
  const phones = submissions.map(({ phone }) => phone);
  const contradictions: string[] = [];
  const load = openLoad({ perSecond: options.perSecond, mostAtOnce: MOST_AT_ONCE, act: submitOne });

  async function submitOne(insist: Insist): Promise<void> {
    const seller = Math.floor(random.unit() * market.sellers.length);
    const { offerIds } = market.sellers[seller] ?? random.pick(market.sellers);
    const phone = nextPhone();
    const email = random.chance(0.2) ? { email: `${randomUUID()}@mail${submissions.length % 50}.test` } : {};
    const submission: Submission = {
      number: submissions.length,
      seller,
      key: random.chance(0.95) ? randomUUID() : null,
      phone,
      body: JSON.stringify(
        leadBody(random.chance(0.7) ? offerIds.exclusive : offerIds.shared, {
          ...random.pick(REGIONS),
          contact: { name: 'Olena', phone, ...email },
        }),
      ),
      answers: [],
    };
    submissions.push(submission);
    const { answers: _none, ...line } = submission;
    journal.note({ is: 'lead', ...line });
    const prefer: Record<string, string> = random.chance(0.3) ? { prefer: 'wait=3' } : {};
    const both = submission.key !== null && random.chance(0.05);
    const repeatAfterMs =
      submission.key !== null && random.chance(0.2) ? random.between(0, REPEAT_WITHIN_MS) : null;
    await Promise.all([submit(submission, prefer, insist), both ? submit(submission, prefer, insist) : null]);
    if (repeatAfterMs === null) return;
    await pause(repeatAfterMs);
    await submit(submission, prefer, insist);
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
    prefer: Record<string, string>,
    insist: Insist,
  ): Promise<void> {
    const once = () => send(submission, prefer);
    const answer = await (submission.key === null ? once() : insist('a lead', once));
    if (answer) accept(submission, answer);
  }

  /** A 2xx answer, or null when it was lost, or tells to come again. */
  async function send(submission: Submission, prefer: Record<string, string>): Promise<Answer | null> {
    const answer = await post(submission, prefer).catch(() => null);
    if (answer && answer.status < 300) return answer;
    if (answer && answer.status < 500 && answer.status !== 409 && answer.status !== 429) {
      throw new Error(`a lead was answered ${answer.status} ${answer.body.code}`);
    }
    count(`leads: ${answer ? `${answer.status} ${answer.body.code}` : 'no answer'}`);
    return null;
  }

  async function post(submission: Submission, prefer: Record<string, string>): Promise<Answer> {
    const response = await http.request({
      method: 'POST',
      path: '/api/v1/leads',
      headers: {
        authorization: `Bearer ${market.sellers[submission.seller]?.apiKey}`,
        'content-type': 'application/json',
        ...(submission.key ? { 'idempotency-key': submission.key } : {}),
        ...prefer,
      },
      body: submission.body,
    });
    return { status: response.statusCode, body: (await response.body.json()) as LeadAnswer };
  }

  function accept(submission: Submission, answer: Answer): void {
    const [first] = submission.answers;
    submission.answers.push(answer);
    journal.note({ is: 'answer', number: submission.number, ...answer });
    if (!first) return;
    if (first.body.id !== answer.body.id) {
      contradictions.push(`one key was answered with two leads: ${first.body.id}, ${answer.body.id}`);
    } else if (first.status !== answer.status || !isDeepStrictEqual(first.body, answer.body)) {
      contradictions.push(
        `lead ${first.body.id}: first answered ${first.status} ${first.body.status}, its repeat ${answer.status} ${answer.body.status}`,
      );
    }
  }

  return {
    load: {
      ...load,
      get wrong() {
        return [...load.wrong, ...contradictions];
      },
    },
    submissions,
    async catchUp() {
      const unanswered = submissions.filter(({ key, answers }) => key !== null && answers.length === 0);
      for (const submission of unanswered)
        await submit(
          submission,
          {},
          insistUnless(() => false),
        );
    },
    close: () => http.close(),
  };
}
