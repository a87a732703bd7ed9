import { resolve } from 'node:path';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

const RULES = {
  BIRJA_MODE: [/^(demo|production)$/, words.ruleMode],
  PORT: [(text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535, words.rulePort],
  APP_URL: [
    (text) => isUrl(text, ['http:', 'https:']) && /^\/?$/.test(new URL(text).pathname),
    words.ruleHttpUrl,
  ],
  DATABASE_URL: [(text) => isUrl(text, ['postgres:', 'postgresql:']), words.ruleDatabaseUrl],
  SMTP_URL: [(text) => isUrl(text, ['smtp:', 'smtps:']), words.ruleSmtpUrl],
  DEMO_TRAFFIC: [/^(on|off)$/, words.ruleOnOff],
  ALLOW_PRIVATE_WEBHOOKS: [/^[01]$/, words.ruleZeroOne],
  CHECK_WAIT_MS: [/^\d{1,9}$/, words.ruleMilliseconds],
  ENCRYPTION_KEYS: [
    (text) =>
      text.split(',').every((part) => /^[^:]+:/.test(part) && isKey(part.slice(part.indexOf(':') + 1))),
    words.ruleKeyList,
  ],
  LOOKUP_KEY: [isKey, words.ruleKey],
  SIGNING_KEY: [isKey, words.ruleKey],
  SESSION_SECRET: [isKey, words.ruleKey],
};

/** The demo's settings from the environment; an empty variable counts as unset. Throws a Sentence on a malformed one. */
export function readSettings(root, env = process.env) {
  for (const [name, [rule, sentence]] of Object.entries(RULES)) {
    if (!env[name]) continue;
    const fits = rule instanceof RegExp ? rule.test(env[name]) : rule(env[name]);
    if (!fits) throw new Sentence(words.badVariable(name, sentence));
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
  return /^[A-Za-z0-9+/]{43}=$/.test(text);
}

function isUrl(text, protocols) {
  try {
    return protocols.includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
