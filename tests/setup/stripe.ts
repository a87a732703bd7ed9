import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';

const SERVER = new URL('../../app/sandbox/stripe/server.mjs', import.meta.url);

/**
 * What a request meets: `delay` is done later and `hold` once the faults are next set or healed; `drop` is done and never
 * answered; `fail` is not done and answered with `status`.
 */
export type RequestFault = {
  readonly method?: string;
  /** A path, or with `*` at its end the beginning of one. */
  readonly path: string;
  readonly times: number;
  readonly does: 'delay' | 'hold' | 'drop' | 'fail';
  readonly delayMs?: number;
  readonly status?: number;
};

export type StripeFaults = {
  readonly requests?: readonly RequestFault[];
  /** Held events wait for `release`; each is posted `copies` times. */
  /** What Stripe asks of connected accounts from now on, by their ids; their owners answer it by the onboarding page. */
  readonly accounts?: Readonly<
    Record<
      string,
      {
        readonly asks?: readonly {
          readonly requirement: string;
          readonly isLate?: boolean;
          readonly error?: { readonly code: string; readonly reason: string };
        }[];
        readonly checks?: readonly string[];
        readonly disabledReason?: string | null;
      }
    >
  >;
  readonly events?: {
    readonly hold?: boolean;
    readonly copies?: number;
    readonly apiVersion?: string | null;
  };
  /** Banks neither dispute nor decide. */
  readonly disputes?: { readonly hold: boolean };
  /** What Stripe takes for itself, minor units. */
  readonly fees?: { readonly basisPoints?: number; readonly fixed?: number; readonly dispute?: number };
  /** Currencies that stand in the balance as another; `rate` is what one minor unit comes to. */
  readonly settles?: Readonly<Record<string, { readonly to: string; readonly rate: number }>>;
  /** How far the emulator's clock is ahead, for what expires. */
  readonly clockAheadS?: number;
};

/** A running emulator, whoever has started it. */
export type StripeControls = {
  readonly url: string;
  readonly secretKey: string;
  /** Signs what happens to the platform. */
  readonly webhookSecret: string;
  /** All of them, as `STRIPE_WEBHOOK_SECRETS` has them: the second signs what happens to connected accounts. */
  readonly webhookSecrets: readonly string[];
  /** The variables by which web and worker find it. */
  readonly env: Readonly<Record<string, string>>;
  /** The unchanged SDK, led here. Its own retries are off, so that tests see each answer. */
  readonly client: (options?: { key?: string; maxNetworkRetries?: number }) => Stripe;
  /** Sets what goes wrong from now on. */
  readonly breaks: (faults: StripeFaults) => Promise<void>;
  /** Posts all events that wait, one after the other. */
  readonly release: (how?: { order?: 'created' | 'reversed' | 'shuffled'; seed?: number }) => Promise<void>;
  /** Nothing goes wrong any more, and what waits is posted. */
  readonly heals: () => Promise<void>;
  /** How many posts of events wait. */
  readonly waiting: () => Promise<number>;
  /** The rules for requests that are in force, each with the times that are left of it. */
  readonly rules: () => Promise<readonly RequestFault[]>;
};

export type StripeEmulator = StripeControls & {
  /** kill -9, and a start on the same store and port. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts a Stripe of the caller's own on a free port, with an empty store. Events go to `webhookUrl`. */
export async function startStripe(options: { webhookUrl?: string } = {}): Promise<StripeEmulator> {
  const dir = mkdtempSync(join(tmpdir(), 'birja-stripe-'));
  let { child, ready } = await start(dir, 0, options.webhookUrl);
  const { port, env } = ready;
  return {
    ...stripeControls(env),
    async restart() {
      await end(child, 'SIGKILL');
      ({ child, ready } = await start(dir, port, options.webhookUrl));
    },
    async stop() {
      await end(child, 'SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

type Told = {
  readonly requests: readonly RequestFault[];
  readonly waiting: number;
  readonly error?: string;
};

/** @param env the variables that the emulator told when it was ready */
export function stripeControls(env: Readonly<Record<string, string>>): StripeControls {
  const { STRIPE_SECRET_KEY: secretKey = '', STRIPE_API_URL: url = '' } = env;
  const webhookSecrets = env.STRIPE_WEBHOOK_SECRETS?.split(',') ?? [];

  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/sandbox/faults${path}`, {
      method,
      body: body ? JSON.stringify(body) : null,
    });
    const answer = (await response.json()) as Told;
    if (!response.ok) throw new Error(answer.error);
    return answer;
  };

  return {
    url,
    secretKey,
    webhookSecret: webhookSecrets[0] ?? '',
    webhookSecrets,
    env,
    client: ({ key = secretKey, maxNetworkRetries = 0 } = {}) =>
      new Stripe(key, {
        ...{ host: '127.0.0.1', port: Number(new URL(url).port), protocol: 'http', maxNetworkRetries },
        ...{ telemetry: false, emitEventBodies: true },
      }),
    async breaks(faults) {
      await ask('POST', '', faults);
    },
    async release(how = {}) {
      await ask('POST', '/release', how);
    },
    async heals() {
      await ask('DELETE', '');
    },
    waiting: async () => (await ask('GET', '')).waiting,
    rules: async () => (await ask('GET', '')).requests,
  };
}

type Ready = { readonly port: number; readonly env: Record<string, string> };

function start(dir: string, port: number, webhookUrl = ''): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = fork(SERVER, [String(port)], {
    env: { ...process.env, DATA_DIR: dir, STRIPE_WEBHOOK_URL: webhookUrl, PORT: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
    child.once('message', (ready: Ready) => resolve({ child, ready }));
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await gone;
}

/** An answer of a page: where it leads, or what it shows. */
export type PageAnswer = {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
};

/** Asks for a page as a browser does, or posts its form; redirects are handed back, not followed. */
export async function visit(address: string, form?: Record<string, string>): Promise<PageAnswer> {
  const response = await fetch(address, {
    redirect: 'manual',
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  return {
    status: response.status,
    location: response.headers.get('location'),
    text: await response.text(),
  };
}

/** Pays on a Checkout page with a test card, by the form that its payer has. */
export function payByCard(
  sessionUrl: string | null,
  card = '4242424242424242',
  email = 'payer@example.com',
): Promise<PageAnswer> {
  if (sessionUrl === null) throw new Error('the session has no page any more');
  return visit(sessionUrl, { card, email });
}

/** Goes through the onboarding page of an account link. `bank` is a choice of the page: works, document, fails or none. */
export async function onboard(
  linkUrl: string,
  told: {
    kind?: 'individual' | 'company';
    name?: string;
    bank?: 'works' | 'document' | 'fails' | 'none';
  } = {},
): Promise<PageAnswer> {
  const { location } = await visit(linkUrl);
  if (location === null) throw new Error('the account link leads nowhere');
  return visit(location, {
    action: 'submit',
    kind: 'individual',
    name: 'Olena Kovalenko',
    bank: 'works',
    ...told,
  });
}
