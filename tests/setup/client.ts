import { CALLS } from '#app/api/calls.ts';

// biome-ignore lint/suspicious/noExplicitAny: a body is held against its call's schema at run time, and tests ask for single fields
export type Answer = { status: number; headers: Headers; body: any };

/**
 * A client of the API that holds every answer against what the call's document promises: a field that is missing or of
 * another type fails the test that met it.
 */
export function apiClient(url: string, apiKey: string | null) {
  return async function call(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const answer = {
      status: response.status,
      headers: response.headers,
      body: text ? JSON.parse(text) : null,
    };
    holdToDocument(method, path, answer);
    return answer;
  };
}

function holdToDocument(method: string, path: string, answer: Answer): void {
  const bare = path.split('?')[0] ?? '';
  const call = CALLS.find(
    (one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare),
  );
  if (!call || answer.status >= 400) return;
  const schema = call.answers[answer.status];
  if (schema === undefined)
    throw new Error(`${method} ${path} answered ${answer.status}, which its document does not name`);
  schema?.parse(answer.body);
}
