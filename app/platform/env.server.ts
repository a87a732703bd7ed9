import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { startWords } from '#app/words/en/start.ts';

/** A variable that is missing or malformed; the message is the sentence the operator sees. */
export class EnvError extends Error {}

const KEY_BYTES = 32;
const MAX_PROXIES = 5;
/** Hosts that only the machine itself reaches, where nobody listens in. */
const OWN_HOSTS = ['localhost', '127.0.0.1'];
/** An address, or a name and an address in angle brackets. */
const MAIL_FROM = /^(?:[^<>\r\n]+<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/;
/** Without them no money moves: a demo shows that, production does not start. */
const PAYMENT_SETTINGS = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRETS'] as const;
const SECRETS = ['LOOKUP_KEY', 'SIGNING_KEY', 'SESSION_SECRET'] as const;

function base64Key(text: string): Buffer | null {
  const key = Buffer.from(text, 'base64');
  return key.length === KEY_BYTES && key.toString('base64') === text ? key : null;
}

const secretKey = z.string().transform((text, ctx) => {
  const key = base64Key(text);
  if (key) return key;
  ctx.addIssue({ code: 'custom', message: startWords.notAKey });
  return z.NEVER;
});

/** `id:key` pairs; the first is the one new secrets are sealed with. */
const keyRing = z.string().transform((text, ctx) => {
  const keys = new Map<string, Buffer>();
  for (const pair of text.split(',')) {
    const [id, ...rest] = pair.trim().split(':');
    const key = base64Key(rest.join(':'));
    if (!id || !key || !/^[\w-]{1,32}$/.test(id)) {
      ctx.addIssue({ code: 'custom', message: startWords.notAKeyRing });
      return z.NEVER;
    }
    if (keys.has(id)) {
      ctx.addIssue({ code: 'custom', message: startWords.keyIdTwice(id) });
      return z.NEVER;
    }
    keys.set(id, key);
  }
  const current = [...keys.keys()][0] ?? '';
  return { current, keys };
});

/** Pages, links and the check of a form's origin are made from it, so it is an origin and nothing more. */
const origin = z.url({ protocol: /^https?$/ }).transform((text, ctx) => {
  const url = new URL(text);
  if (/^https?:\/\/[^/?#@\\]+\/?$/i.test(text)) return url.origin;
  ctx.addIssue({ code: 'custom', message: startWords.notAnOrigin });
  return z.NEVER;
});

const stripeKey = z.string().regex(/^[sr]k_(test|live)_\w+$/, { error: startWords.notAStripeKey });

/** Several, because Stripe signs by endpoint, and because an old one stays in force while it is exchanged. */
const stripeSecrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().regex(/^whsec_\w+$/, { error: startWords.notStripeSecrets })));

const flag = z.enum(['0', '1']).transform((text) => text === '1');

const schema = z.object({
  BIRJA_MODE: z.enum(['demo', 'production']).default('production'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  APP_URL: origin,
  TRUST_PROXY: z.coerce.number().int().min(0).max(MAX_PROXIES).default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((path) => resolve(path)),
  ENCRYPTION_KEYS: keyRing,
  LOOKUP_KEY: secretKey,
  SIGNING_KEY: secretKey,
  SESSION_SECRET: secretKey,
  STRIPE_SECRET_KEY: stripeKey.optional(),
  STRIPE_WEBHOOK_SECRETS: stripeSecrets.optional(),
  STRIPE_API_URL: origin.optional(),
  ALLOW_PRIVATE_WEBHOOKS: flag.default(false),
  CHECK_WAIT_MS: z.coerce.number().int().min(0).max(600_000).default(10_000),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .nullable()
    .default(null),
  MAIL_FROM: z.string().regex(MAIL_FROM, startWords.notASender).nullable().default(null),
  DNS_SERVERS: z
    .string()
    .optional()
    .transform((text) => (text ? text.split(',').map((server) => server.trim()) : null)),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Env = z.output<typeof schema>;

/**
 * The settings of this process.
 * @throws EnvError naming each variable that is missing, malformed or not safe to run with
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const sentences = parsed.success ? unsafe(parsed.data) : malformed(parsed.error, given);
  if (parsed.success && sentences.length === 0) return parsed.data;
  throw new EnvError(sentences.join('\n'));
}

function malformed(error: z.ZodError, given: Readonly<Record<string, string | undefined>>): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return given[name] === undefined ? startWords.missing(name) : startWords.malformed(name, issue.message);
  });
}

/** What is well-formed by itself and must not run all the same. */
function unsafe(env: Env): string[] {
  // A key that serves two purposes lets what leaks of the one open the other.
  const sentences = SECRETS.flatMap((name, index) =>
    SECRETS.slice(index + 1)
      .filter((other) => env[name].equals(env[other]))
      .map((other) => startWords.sameSecret(name, other)),
  );
  if (env.BIRJA_MODE !== 'production') return sentences;
  if (env.SMTP_URL === null) sentences.push(startWords.missing('SMTP_URL'));
  for (const name of PAYMENT_SETTINGS) if (!env[name]) sentences.push(startWords.missing(name));
  if (env.STRIPE_API_URL) sentences.push(startWords.otherStripe);
  if (env.ALLOW_PRIVATE_WEBHOOKS) sentences.push(startWords.privateWebhooks);
  const { protocol, hostname } = new URL(env.APP_URL);
  if (protocol === 'http:' && !OWN_HOSTS.includes(hostname)) sentences.push(startWords.plainHttp);
  return sentences;
}

type Source = Readonly<Record<string, string | undefined>>;

/** The database to work on: `DATABASE_URL`, else the one of the demo that runs from `DATA_DIR`. */
export function readDatabaseUrl(source: Source = process.env): string {
  const url = source.DATABASE_URL || readRun(source)?.databaseUrl;
  if (!url) throw new EnvError(startWords.noDatabase);
  return url;
}

/** The Stripe that belongs to that database: as the environment says, else the running demo's own; null for none. */
export function readStripeSettings(
  source: Source = process.env,
): Pick<Env, 'APP_URL' | 'STRIPE_SECRET_KEY' | 'STRIPE_API_URL' | 'STRIPE_WEBHOOK_SECRETS'> | null {
  const run = source.DATABASE_URL || source.STRIPE_SECRET_KEY ? null : readRun(source);
  const given = { APP_URL: 'http://localhost', ...source, ...run?.variables };
  const { APP_URL, STRIPE_SECRET_KEY, STRIPE_API_URL } = schema
    .pick({ APP_URL: true, STRIPE_SECRET_KEY: true, STRIPE_API_URL: true })
    .parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
  return STRIPE_SECRET_KEY ? { APP_URL, STRIPE_SECRET_KEY, STRIPE_API_URL } : null;
}

/**
 * The ring of keys that secrets are sealed under: as the environment says, else the one that the demo in `DATA_DIR` keeps.
 * @throws EnvError when there is none, or it is malformed
 */
export function readKeyRing(source: Source = process.env): Env['ENCRYPTION_KEYS'] {
  const file = join(resolve(source.DATA_DIR || '.data'), 'secrets');
  const kept = source.ENCRYPTION_KEYS || !existsSync(file) ? source : JSON.parse(readFileSync(file, 'utf8'));
  const name = 'ENCRYPTION_KEYS';
  if (!kept[name]) throw new EnvError(startWords.missing(name));
  const parsed = keyRing.safeParse(kept[name]);
  if (parsed.success) return parsed.data;
  throw new EnvError(startWords.malformed(name, parsed.error.issues[0]?.message ?? ''));
}

/** What the starter wrote of the demo that runs from `DATA_DIR`; null when none does. */
function readRun(source: Source): { databaseUrl?: string; variables?: Record<string, string> } | null {
  const file = join(resolve(source.DATA_DIR || '.data'), 'run.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
