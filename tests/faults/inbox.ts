import { Webhook } from 'standardwebhooks';
import { openReceiver } from '../setup/receiver.ts';
import { type Journal, linesOf } from './journal.ts';

export type Endpoint = { readonly id: string; readonly secret: string };

/** What came to the endpoints. Messages are told apart by `endpoint, event, id of its subject`. */
export type Inbox = {
  readonly url: string;
  /** Names who listens at a path, since an endpoint's id is known only after it is made. */
  readonly expect: (path: string, endpoint: Endpoint) => void;
  /** The webhook-ids that came with a valid signature. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
  /** Messages whose signature did not hold, in words. */
  readonly forged: readonly string[];
  readonly count: () => number;
  readonly close: () => Promise<void>;
};

export const inboxKey = (endpointId: string, event: string, subjectId: string) =>
  `${endpointId} ${event} ${subjectId}`;

/** @param options.port where it listened before; endpoints hold its address */
export async function openInbox(options: { journal: Journal; port: number }): Promise<Inbox> {
  const { journal } = options;
  const ids = new Map<string, Set<string>>();
  const forged: string[] = [];
  const endpoints = new Map<string, Endpoint>();
  let count = 0;
  const keep = (key: string, id: string) => ids.set(key, (ids.get(key) ?? new Set()).add(id));
  for (const { key, id } of linesOf(journal, 'hook')) keep(key, id);

  const receiver = await openReceiver(({ path, headers, body }) => {
    count += 1;
    const endpoint = endpoints.get(path);
    if (!endpoint) return void forged.push(`a webhook came to ${path}, which nobody registered`);
    try {
      new Webhook(endpoint.secret).verify(body, { ...headers });
    } catch (error) {
      return void forged.push(`a webhook to ${path} is not signed: ${(error as Error).message}`);
    }
    const { type, data } = JSON.parse(body) as { type: string; data: { id: string } };
    const key = inboxKey(endpoint.id, type, data.id);
    const id = headers['webhook-id'] ?? '';
    // Noted before it is answered: what is answered does not come again.
    journal.note({ is: 'hook', key, id });
    keep(key, id);
  }, options.port);

  return {
    url: receiver.url,
    expect: (path, endpoint) => endpoints.set(path, endpoint),
    ids,
    forged,
    count: () => count,
    close: receiver.close,
  };
}
