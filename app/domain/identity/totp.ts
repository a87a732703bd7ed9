import { Secret, TOTP } from 'otpauth';

/** What authenticators everywhere understand (RFC 6238 with the defaults of the Key URI format). */
const FORM = { issuer: 'Birja', algorithm: 'SHA1', digits: 6, period: 30 };
const SECRET_BYTES = 20;
/** Clocks of phones are off by this many steps at most. */
const WINDOW_STEPS = 1;

/** A fresh secret in base 32, as it is typed into an authenticator. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator reads from the picture. */
export function totpUri(secret: string, email: string): string {
  return new TOTP({ ...FORM, label: email, secret }).toString();
}

/** The 30-second step that a code belongs to; null when it is none of those around `now`. */
export function totpStepOf(secret: string, code: string, now: Date): bigint | null {
  const timestamp = now.getTime();
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = new TOTP({ ...FORM, secret }).validate({ token, timestamp, window: WINDOW_STEPS });
  return delta === null ? null : BigInt(TOTP.counter({ period: FORM.period, timestamp }) + delta);
}

/** What an authenticator shows for a secret now, and for how many seconds yet; null when it is no secret. */
export function totpCodeOf(secret: string, now: Date): { code: string; seconds: number } | null {
  const base32 = secret.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z2-7]{16,128}$/.test(base32)) return null;
  const timestamp = now.getTime();
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(base32) });
  return { code: totp.generate({ timestamp }), seconds: Math.ceil(totp.remaining({ timestamp }) / 1_000) };
}
