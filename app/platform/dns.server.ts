import { Resolver } from 'node:dns/promises';

/**
 * What the DNS says of a domain's mail: it has hosts for mail; says that it takes none (RFC 7505); has only an
 * address, to which mail may be tried (RFC 5321, 5.1); does not exist; exists without either; or nothing was learnt.
 */
export type MxAnswer =
  | { state: 'mx' }
  | { state: 'null_mx' }
  | { state: 'address_only' }
  | { state: 'no_domain' }
  | { state: 'no_mail' }
  | { state: 'no_answer' };

export type Dns = {
  /** Never throws: whatever goes wrong is `no_answer`. Answers within the time-out. */
  mailHosts(domain: string): Promise<MxAnswer>;
};

type State = MxAnswer['state'];

const MAX_CACHED = 10_000;
const MAX_PARALLEL = 64;
/** Look-ups that wait for a turn; more are answered `no_answer` at once. */
const MAX_WAITING = 1_000;

const KEPT_MS: Record<State, number> = {
  mx: 3_600_000,
  address_only: 3_600_000,
  null_mx: 300_000,
  no_domain: 300_000,
  no_mail: 300_000,
  no_answer: 5_000,
};

/** A name that exists as long as the DNS does. */
const WITNESS = 'com';

/**
 * Opens a resolver of mail hosts. Look-ups of one domain at one time share a query, at most 64 run in parallel, and
 * answers are kept: 1 hour, 5 minutes when negative, 5 seconds when there was none; at most 10,000.
 *
 * "No such domain" is believed only of a resolver that knows the witness: networks without a way out often deny every
 * name, and would have good leads refused.
 *
 * @param options.servers addresses, with a port where it is not 53; null for those of the system
 * @param options.timeoutMs how long one look-up may take, its wait for a turn included
 * @param options.now a clock in milliseconds, for the age of what is kept
 * @param options.witness a name whose NS record proves a resolver sighted; null to believe it anyway
 */
export function openDns(options: {
  servers: string[] | null;
  timeoutMs: number;
  now?: () => number;
  witness?: string | null;
}): Dns {
  const { servers, timeoutMs, now = Date.now, witness = WITNESS } = options;
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  if (servers) resolver.setServers(servers);

  const kept = new Map<string, { state: State; untilMs: number }>();
  const running = new Map<string, Promise<MxAnswer>>();
  const turns = openTurns(MAX_PARALLEL, MAX_WAITING);
  let sighted: { answer: Promise<boolean>; untilMs: number } | null = null;

  function mailHosts(domain: string): Promise<MxAnswer> {
    const name = domain.toLowerCase().replace(/\.$/, '');
    const known = kept.get(name);
    if (known && known.untilMs > now()) return Promise.resolve({ state: known.state });
    const shared = running.get(name);
    if (shared) return shared;

    const answer = lookUp(name).then((state): MxAnswer => {
      running.delete(name);
      keep(name, state);
      return { state };
    });
    running.set(name, answer);
    return answer;
  }

  function keep(name: string, state: State): void {
    // Set anew, so that the map's first entry is always the one learnt longest ago.
    kept.delete(name);
    if (kept.size >= MAX_CACHED) {
      const oldest = kept.keys().next();
      if (!oldest.done) kept.delete(oldest.value);
    }
    kept.set(name, { state, untilMs: now() + KEPT_MS[state] });
  }

  /** The queries behind a deadline. Their turn ends with them, not with the deadline, so that the cap is true. */
  function lookUp(name: string): Promise<State> {
    const deadline = new AbortController();
    return new Promise<State>((resolve) => {
      const timer = setTimeout(() => {
        deadline.abort();
        resolve('no_answer');
      }, timeoutMs);
      turns
        .take(deadline.signal, () => ask(name, deadline.signal))
        .catch((): State => 'no_answer')
        .then((state) => {
          clearTimeout(timer);
          resolve(state ?? 'no_answer');
        });
    });
  }

  async function ask(name: string, deadline: AbortSignal): Promise<State> {
    const hosts = await outcome(resolver.resolveMx(name));
    if (hosts.kind === 'failed') return 'no_answer';
    if (hosts.kind === 'no_such_name') return (await isSighted()) ? 'no_domain' : 'no_answer';
    if (hosts.kind === 'found') {
      // A null MX is the root as the only host, which the resolver gives as an empty name.
      return hosts.records.some((host) => host.exchange !== '' && host.exchange !== '.') ? 'mx' : 'null_mx';
    }
    if (deadline.aborted) return 'no_answer';
    const [ipv4, ipv6] = await Promise.all([
      outcome(resolver.resolve4(name)),
      outcome(resolver.resolve6(name)),
    ]);
    if (ipv4.kind === 'found' || ipv6.kind === 'found') return 'address_only';
    return ipv4.kind === 'failed' || ipv6.kind === 'failed' ? 'no_answer' : 'no_mail';
  }

  function isSighted(): Promise<boolean> {
    if (witness === null) return Promise.resolve(true);
    if (sighted && sighted.untilMs > now()) return sighted.answer;
    const answer = outcome(resolver.resolveNs(witness)).then((result) => {
      const isSeen = result.kind === 'found';
      if (sighted) sighted.untilMs = now() + (isSeen ? KEPT_MS.no_domain : KEPT_MS.no_answer);
      return isSeen;
    });
    sighted = { answer, untilMs: now() + timeoutMs };
    return answer;
  }

  return { mailHosts };
}

type Outcome<Records> =
  | { kind: 'found'; records: Records }
  | { kind: 'no_records' }
  | { kind: 'no_such_name' }
  | { kind: 'failed' };

async function outcome<One>(query: Promise<One[]>): Promise<Outcome<One[]>> {
  try {
    const records = await query;
    return records.length > 0 ? { kind: 'found', records } : { kind: 'no_records' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENODATA') return { kind: 'no_records' };
    // A name that cannot be asked for cannot exist either.
    if (code === 'ENOTFOUND' || code === 'EBADNAME') return { kind: 'no_such_name' };
    return { kind: 'failed' };
  }
}

/** Lets at most `parallel` pieces of work run and `waiting` wait; what gets no turn in time gives null. */
function openTurns(parallel: number, waiting: number) {
  let active = 0;
  const queue: (() => void)[] = [];

  function end(): void {
    active -= 1;
    queue.shift()?.();
  }

  function take<Result>(deadline: AbortSignal, work: () => Promise<Result>): Promise<Result | null> {
    const run = (): Promise<Result | null> => {
      active += 1;
      return work().finally(end);
    };
    if (active < parallel) return run();
    if (queue.length >= waiting) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      const start = () => void run().then(resolve, reject);
      queue.push(start);
      // Leaving the queue at the deadline keeps its bound true and gives the turn to someone still waiting.
      deadline.addEventListener(
        'abort',
        () => {
          const at = queue.indexOf(start);
          if (at < 0) return;
          queue.splice(at, 1);
          resolve(null);
        },
        { once: true },
      );
    });
  }

  return { take };
}
