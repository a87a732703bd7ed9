import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.mjs';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('the settings of the demo', () => {
  const read = (env: Record<string, string>) => () => readSettings('/tmp', { NODE_ENV: 'test', ...env });

  it('take what a process takes', () => {
    const DATABASE_URL = 'postgresql://birja@db/birja';
    const ENCRYPTION_KEYS = `k2:${key(2)}, k1:${key(1)}`;
    expect(
      read({
        DATABASE_URL,
        ENCRYPTION_KEYS,
        APP_URL: 'http://birja.example/',
        TRUST_PROXY: '1',
        CHECK_WAIT_MS: '600000',
      })(),
    ).toMatchObject({ url: 'http://birja.example', checkWaitMs: '600000' });
  });

  it.each([
    ['APP_URL', 'https://birja.example/?a=1'],
    ['APP_URL', 'https://user@birja.example'],
    ['TRUST_PROXY', '6'],
    ['CHECK_WAIT_MS', '600001'],
    ['LOG_LEVEL', 'loud'],
    ['ENCRYPTION_KEYS', `k1:${key(1)},k1:${key(2)}`],
    ['ENCRYPTION_KEYS', `k 1:${key(1)}`],
    ['STRIPE_SECRET_KEY', 'sk_live_real'],
    ['STRIPE_WEBHOOK_SECRETS', 'whsec_a,none'],
    ['STRIPE_API_URL', 'http://127.0.0.1:1/v1'],
  ])('refuse %s=%s, as a process would later', (name, value) => {
    expect(read({ [name]: value })).toThrow(name);
  });

  it('refuse one value for two purposes', () => {
    expect(read({ LOOKUP_KEY: key(3), SIGNING_KEY: key(3) })).toThrow(/LOOKUP_KEY .*SIGNING_KEY/);
  });
});
