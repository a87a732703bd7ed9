import { describe, expect, it } from 'vitest';
import { newTotpSecret, totpCodeOf, totpStepOf, totpUri } from './totp.ts';

/** RFC 6238, appendix B: the secret "12345678901234567890", its codes cut to six digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1_000);

describe('the code of an authenticator', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('at %s s is %s, as the standard says', (seconds, code) => {
    expect(totpCodeOf(SECRET, at(seconds))?.code).toBe(code);
    expect(totpStepOf(SECRET, code, at(seconds))).toBe(BigInt(Math.floor(seconds / 30)));
  });

  it('is taken one step early or late, and not two', () => {
    for (const [off, taken] of [
      [-60, false],
      [-30, true],
      [0, true],
      [30, true],
      [60, false],
    ] as const) {
      const step = totpStepOf(SECRET, '081804', at(1_111_111_109 + off));
      expect(step, `${off} s`).toBe(taken ? 37_037_036n : null);
    }
  });

  it('may be typed with spaces, and is nothing else than six digits', () => {
    const now = at(1_111_111_109);
    expect(totpStepOf(SECRET, ' 081 804 ', now)).toBe(37_037_036n);
    for (const code of ['', '81804', '0818044', 'abcdef', '٠٨١٨٠٤'])
      expect(totpStepOf(SECRET, code, now)).toBeNull();
  });

  it('comes from a secret of 160 bits that is another each time', () => {
    const secrets = Array.from({ length: 100 }, newTotpSecret);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(secrets).size).toBe(100);
    expect(totpUri(SECRET, 'a@b.test')).toBe(
      `otpauth://totp/Birja:a%40b.test?issuer=Birja&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
    );
  });

  it('is not made of what is no secret', () => {
    expect(totpCodeOf('gezd gnbv gy3t qojq gezd gnbv gy3t qojq', at(59))).toEqual({
      code: '287082',
      seconds: 1,
    });
    for (const text of ['', 'short', 'not base32 at all 0189']) expect(totpCodeOf(text, at(59))).toBeNull();
  });
});
