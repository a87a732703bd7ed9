import { describe, expect, it } from 'vitest';
import { fewAtOnce } from './few-at-once.ts';

describe('few at once', () => {
  it('runs no more than it may, in the order in which they came, and turns away who finds the line full', async () => {
    const inTurn = fewAtOnce({ running: 2, waiting: 2 });
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const works = [0, 1, 2, 3].map((number) =>
      inTurn(() => {
        begun.push(number);
        return new Promise<void>((end) => ends.push(end));
      }),
    );
    await expect(inTurn(async () => undefined)).rejects.toMatchObject({ code: 'too_busy' });
    expect(begun).toEqual([0, 1]);
    ends[1]?.();
    await works[1];
    expect(begun).toEqual([0, 1, 2]);
    ends[0]?.();
    ends[2]?.();
    await Promise.all([works[0], works[2]]);
    ends[3]?.();
    await works[3];
    expect(await inTurn(async () => 'again')).toBe('again');
  });

  it('hands the turn on when a work fails', async () => {
    const inTurn = fewAtOnce({ running: 1, waiting: 1 });
    await expect(inTurn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inTurn(async () => 1)).toBe(1);
  });
});
