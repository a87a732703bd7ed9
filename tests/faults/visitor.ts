import { SESSION_COOKIE } from '#app/domain/identity/session-terms.ts';
import { type PageAnswer, visit } from '../setup/stripe.ts';
import type { Counter } from './run-state.ts';

/** Somebody at a browser without scripts: forms are sent, redirects are shown and not followed. */
export type Visitor = {
  /** Null when there was no answer, or one that asks to come again. */
  readonly get: (path: string) => Promise<PageAnswer | null>;
  readonly post: (path: string, form: Record<string, string>) => Promise<PageAnswer | null>;
};

const LIMIT_MS = 15_000;

export function openVisitor(options: { url: string; token: string; count: Counter }): Visitor {
  const { url, token, count } = options;
  const ask = async (path: string, form?: Record<string, string>): Promise<PageAnswer | null> => {
    const answer = await fetch(url + path, {
      redirect: 'manual',
      headers: { cookie: `${SESSION_COOKIE}=${token}`, ...(form && { origin: url }) },
      signal: AbortSignal.timeout(LIMIT_MS),
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
      .then(toAnswer)
      .catch(() => null);
    if (answer && answer.status < 500 && answer.status !== 429) return answer;
    count(`pages: ${answer ? answer.status : 'no answer'}`);
    return null;
  };
  return { get: (path) => ask(path), post: ask };
}

async function toAnswer(response: Response): Promise<PageAnswer> {
  const { status, headers } = response;
  return { status, location: headers.get('location'), text: await response.text() };
}

/** A page of Stripe's, or its form sent; null when there was no answer. */
export function visitStripe(
  address: string,
  form: Record<string, string> | undefined,
  count: Counter,
): Promise<PageAnswer | null> {
  return visit(address, form).catch(() => {
    count('pages of Stripe: no answer');
    return null;
  });
}
