import { describe, expect, it } from 'vitest';
import { EnvError, readEnv } from './env.server.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

const VALID = {
  BIRJA_MODE: 'production',
  APP_URL: 'https://birja.example',
  DATABASE_URL: 'postgresql://birja@db/birja',
  ENCRYPTION_KEYS: `k2:${key(2)},k1:${key(1)}`,
  LOOKUP_KEY: key(3),
  SIGNING_KEY: key(4),
  SESSION_SECRET: key(5),
  STRIPE_SECRET_KEY: 'sk_live_x',
  STRIPE_WEBHOOK_SECRETS: 'whsec_a,whsec_b',
  SMTP_URL: 'smtps://birja:secret@mail.example:465',
};

/** The sentences with which the settings are refused, or null. */
function refusal(more: Record<string, string>): string | null {
  try {
    readEnv({ ...VALID, ...more });
    return null;
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
}

describe('the settings of a process', () => {
  it('are read as they are meant', () => {
    const env = readEnv({ ...VALID, APP_URL: 'https://Birja.example:443/', TRUST_PROXY: '2' });
    expect(env).toMatchObject({
      APP_URL: 'https://birja.example',
      TRUST_PROXY: 2,
      ALLOW_PRIVATE_WEBHOOKS: false,
    });
    expect([...env.ENCRYPTION_KEYS.keys.keys()]).toEqual(['k2', 'k1']);
    expect(readEnv(VALID).TRUST_PROXY).toBe(0);
  });

  it.each([
    ['private webhooks', { ALLOW_PRIVATE_WEBHOOKS: '1' }, /^ALLOW_PRIVATE_WEBHOOKS=1 is for the demo/],
    ['an address in clear', { APP_URL: 'http://birja.example' }, /^APP_URL is http:/],
    ['a host that only looks local', { APP_URL: 'http://localhost.example' }, /^APP_URL is http:/],
  ])('refuse %s in production alone', (_what, more: Record<string, string>, sentence) => {
    expect(refusal(more)).toMatch(sentence);
    expect(refusal({ ...more, BIRJA_MODE: 'demo' })).toBeNull();
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000'])('take %s in production', (address) => {
    expect(refusal({ APP_URL: address })).toBeNull();
  });

  it.each([
    'https://birja.example/market',
    'https://birja.example?a=1',
    'https://birja.example/#a',
    'https://user:password@birja.example',
    'ftp://birja.example',
  ])('refuse the address %s', (address) => {
    expect(refusal({ APP_URL: address })).toMatch(/^APP_URL is malformed: /);
  });

  it('refuse an encryption key whose id stands there twice', () => {
    expect(refusal({ ENCRYPTION_KEYS: `k1:${key(1)},k1:${key(2)}` })).toMatch(
      /^ENCRYPTION_KEYS .* id k1 .* twice/,
    );
  });

  it('refuse one value for two purposes, and name both', () => {
    expect(refusal({ SESSION_SECRET: key(3) })).toMatch(/^LOOKUP_KEY and SESSION_SECRET have the same value/);
    expect(refusal({ SIGNING_KEY: key(3), SESSION_SECRET: key(3) })?.split('\n')).toHaveLength(3);
  });

  it('refuse production without a mail server, and a sender that is none', () => {
    expect(refusal({ SMTP_URL: '' })).toBe('SMTP_URL is not set. See "Settings" in README.md.');
    expect(refusal({ SMTP_URL: '', BIRJA_MODE: 'demo' })).toBeNull();
    expect(refusal({ SMTP_URL: 'https://mail.example' })).toMatch(/^SMTP_URL is malformed: /);
    expect(refusal({ MAIL_FROM: 'Birja <post@birja.example>' })).toBeNull();
    for (const sender of ['Birja', 'Birja <post>', 'a@b.example\r\nBcc: c@d.example'])
      expect(refusal({ MAIL_FROM: sender }), sender).toMatch(/^MAIL_FROM is malformed: /);
  });

  it.each(['6', '-1', '1.5', 'true'])('refuse %s proxies', (proxies) => {
    expect(refusal({ TRUST_PROXY: proxies })).toMatch(/^TRUST_PROXY is malformed: /);
  });

  it('ask in production for what payments need, and in a demo do without', () => {
    const missing = { STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRETS: '' };
    expect(refusal(missing)?.split('\n')).toEqual([
      expect.stringMatching(/^STRIPE_SECRET_KEY is not set/),
      expect.stringMatching(/^STRIPE_WEBHOOK_SECRETS is not set/),
    ]);
    expect(refusal({ ...missing, BIRJA_MODE: 'demo' })).toBeNull();
    expect(readEnv({ ...VALID, STRIPE_WEBHOOK_SECRETS: 'whsec_a, whsec_b' }).STRIPE_WEBHOOK_SECRETS).toEqual([
      'whsec_a',
      'whsec_b',
    ]);
  });

  it.each([
    ['STRIPE_SECRET_KEY', 'pk_live_published'],
    ['STRIPE_SECRET_KEY', 'secret'],
    ['STRIPE_WEBHOOK_SECRETS', 'whsec_a,,whsec_b'],
    ['STRIPE_WEBHOOK_SECRETS', 'sk_live_x'],
    ['STRIPE_API_URL', 'localhost:1234'],
  ])('refuse %s=%s', (name, value) => {
    expect(refusal({ [name]: value, BIRJA_MODE: 'demo' })).toMatch(new RegExp(`^${name} is malformed: `));
  });

  it('lead payments to no other server than Stripe’s in production', () => {
    const elsewhere = { STRIPE_API_URL: 'http://127.0.0.1:4010' };
    expect(refusal(elsewhere)).toMatch(/^STRIPE_API_URL leads payments to another server/);
    expect(refusal({ ...elsewhere, BIRJA_MODE: 'demo' })).toBeNull();
  });
});
