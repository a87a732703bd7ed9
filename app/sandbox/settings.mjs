import { resolve } from 'node:path';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

const RULES = {
  BIRJA_MODE: [/^(demo|production)$/, words.ruleMode],
  PORT: [(text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535, words.rulePort],
  APP_URL: [
    (text) => isUrl(text, ['http:', 'https:']) && /^https?:\/\/[^/?#@\\]+\/?$/i.test(text),
    words.ruleHttpUrl,
  ],
  TRUST_PROXY: [/^[0-5]$/, words.ruleProxies],
  DATABASE_URL: [(text) => isUrl(text, ['postgres:', 'postgresql:']), words.ruleDatabaseUrl],
  SMTP_URL: [(text) => isUrl(text, ['smtp:', 'smtps:']), words.ruleSmtpUrl],
  MAIL_FROM: [/^(?:[^<>\r\n]+<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, words.ruleMailFrom],
  DEMO_TRAFFIC: [/^(on|off)$/, words.ruleOnOff],
  ALLOW_PRIVATE_WEBHOOKS: [/^[01]$/, words.ruleZeroOne],
  CHECK_WAIT_MS: [(text) => /^\d{1,6}$/.test(text) && Number(text) <= 600_000, words.ruleMilliseconds],
  ENCRYPTION_KEYS: [isKeyRing, words.ruleKeyList],
  LOOKUP_KEY: [isKey, words.ruleKey],
  SIGNING_KEY: [isKey, words.ruleKey],
  SESSION_SECRET: [isKey, words.ruleKey],
  STRIPE_SECRET_KEY: [/^[sr]k_test_\w+$/, words.ruleStripeKey],
  STRIPE_WEBHOOK_SECRETS: [
    (text) => text.split(',').every((one) => /^whsec_\w+$/.test(one.trim())),
    words.ruleStripeSecrets,
  ],
  STRIPE_API_URL: [
    (text) => isUrl(text, ['http:', 'https:']) && /^https?:\/\/[^/?#@\\]+\/?$/i.test(text),
    words.ruleHttpUrl,
  ],
  LOG_LEVEL: [/^(debug|info|warn|error|silent)$/, words.ruleLogLevel],
};

const SECRETS = ['LOOKUP_KEY', 'SIGNING_KEY', 'SESSION_SECRET'];

/** The demo's settings from the environment; an empty variable counts as unset. Throws a Sentence on a malformed one. */
export function readSettings(root, env = process.env) {
  for (const [name, [rule, sentence]] of Object.entries(RULES)) {
    if (!env[name]) continue;
    const fits = rule instanceof RegExp ? rule.test(env[name]) : rule(env[name]);
    if (!fits) throw new Sentence(words.badVariable(name, sentence));
  }
  for (const [index, name] of SECRETS.entries()) {
    const same = SECRETS.slice(index + 1).find((other) => env[name] && env[name] === env[other]);
    if (same) throw new Sentence(words.badVariable(name, words.ruleOwnValue(same)));
  }
  if (env.BIRJA_MODE === 'production') throw new Sentence(words.productionNeedsParts);
  const port = Number(env.PORT || 3000);
  return {
    port,
    url: (env.APP_URL || `http://localhost:${port}`).replace(/\/$/, ''),
    databaseUrl: env.DATABASE_URL || undefined,
    dataDir: resolve(root, env.DATA_DIR || '.data'),
    traffic: env.DEMO_TRAFFIC || 'on',
    allowPrivateWebhooks: env.ALLOW_PRIVATE_WEBHOOKS || '1',
    checkWaitMs: env.CHECK_WAIT_MS || '0',
  };
}

function isKey(text) {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').toString('base64') === text;
}

function isKeyRing(text) {
  const pairs = text.split(',').map((pair) => pair.trim().split(':'));
  const ids = new Set(pairs.map(([id]) => id));
  return (
    ids.size === pairs.length &&
    pairs.every(([id, ...rest]) => /^[\w-]{1,32}$/.test(id) && isKey(rest.join(':')))
  );
}

function isUrl(text, protocols) {
  try {
    return protocols.includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
