import { describe, expect, it } from 'vitest';
import { percentOf, qualityOf } from './offer-quality.ts';

describe('an offer’s quality', () => {
  const counts = { posted: 40, accepted: 30, leadsSold: 20, sales: 25, returned: 1 };

  it('is three shares, each of what it is a share of', () => {
    expect(qualityOf(counts)).toEqual({
      acceptance: { part: 30, of: 40 },
      sellThrough: { part: 20, of: 30 },
      returns: { part: 1, of: 25 },
    });
  });

  it('is written in percent to one tenth', () => {
    expect(percentOf({ part: 30, of: 40 })).toBe(75);
    expect(percentOf({ part: 20, of: 30 })).toBe(66.7);
    expect(percentOf({ part: 0, of: 25 })).toBe(0);
  });

  it('is not told of fewer than twenty', () => {
    expect(percentOf({ part: 19, of: 19 })).toBeNull();
    expect(percentOf({ part: 19, of: 20 })).toBe(95);
    expect(percentOf({ part: 0, of: 0 })).toBeNull();
  });
});
