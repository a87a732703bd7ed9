import { describe, expect, it } from 'vitest';
import { changeOf } from './acceptance.ts';

const line = (sent: number, accepted: number, before: { sent: number; accepted: number }) => ({
  key: '',
  sent,
  accepted,
  sold: 0,
  warned: 0,
  before,
});

describe('the change of a share', () => {
  it('is the difference of the two shares', () => {
    expect(changeOf(line(40, 30, { sent: 20, accepted: 18 }))).toBeCloseTo(-0.15);
    expect(changeOf(line(20, 20, { sent: 200, accepted: 0 }))).toBe(1);
  });

  it('is not told from a handful of leads', () => {
    expect(changeOf(line(19, 19, { sent: 100, accepted: 0 }))).toBeNull();
    expect(changeOf(line(100, 19, { sent: 19, accepted: 0 }))).toBeNull();
  });
});
