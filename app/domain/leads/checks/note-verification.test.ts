import { describe, expect, it } from 'vitest';
import { checkPhone } from './check-phone.ts';
import { noteVerification } from './note-verification.ts';

const VERIFIED = { method: 'sms', at: '2026-11-26T10:00:00.000Z' } as const;
const valid = checkPhone('+380671234500', 'UA').result;

describe('a phone of an offer of verified contacts', () => {
  it('passes once its owner told the code', () => {
    expect(noteVerification(valid, VERIFIED)).toMatchObject({
      verdict: 'pass',
      code: 'phone_verified',
      params: { country: 'UA', method: 'sms' },
    });
  });

  it('only warns where nobody made sure', () => {
    expect(noteVerification(valid, null)).toMatchObject({ verdict: 'warn', code: 'phone_not_verified' });
  });

  it('that cannot exist, or is not there, stays what it is', () => {
    for (const raw of ['+38067', null]) {
      const { result } = checkPhone(raw, 'UA');
      expect(noteVerification(result, VERIFIED)).toEqual(result);
      expect(noteVerification(result, null)).toEqual(result);
    }
  });

  it('whose digits look made up is believed when it answered', () => {
    const odd = checkPhone('+380671111111', 'UA').result;
    expect(odd.code).toBe('phone_looks_made_up');
    expect(noteVerification(odd, VERIFIED)).toMatchObject({ verdict: 'pass', code: 'phone_verified' });
    expect(noteVerification(odd, null)).toEqual(odd);
  });
});
