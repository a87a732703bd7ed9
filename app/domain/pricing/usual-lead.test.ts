import { describe, expect, it } from 'vitest';
import { toldAsSales, usualLead } from './usual-lead.ts';

const sale = (copies: number | null, buyers: number | null = null) => ({ weight: 1, copies, buyers });
const ask = (copies: number | null, buyers?: number | null) => ({
  weight: 0.2,
  copies,
  ...(buyers === undefined ? {} : { buyers }),
});

describe('the lead as it is mostly sold', () => {
  it('has the geometric means of what sales tell, and of one more for buyers', () => {
    const usual = usualLead([sale(1, 1), sale(4, 7), sale(null), ask(9, 9)]);
    expect(usual.copies).toBeCloseTo(2, 12);
    expect(usual.buyers).toBeCloseTo(3, 12);
  });

  it('is not known where no sale tells: asks do not', () => {
    expect(usualLead([])).toEqual({ buyers: null, copies: null });
    expect(usualLead([ask(3, 3), sale(null)])).toEqual({ buyers: null, copies: null });
  });
});

describe('what is asked and bid', () => {
  it('is told the median of sales where it does not know its own; sales stay as they are', () => {
    const sales = [sale(1, 1), sale(3, 5), sale(3, null), sale(null, 6)];
    const told = toldAsSales([...sales, ask(2), ask(null, 4), ask(null, null)]);
    expect(told).toEqual([...sales, ask(2, 5), ask(3, 4), ask(3, 5)]);
  });

  it('is told nothing where sales know nothing', () => {
    expect(toldAsSales([ask(2), ask(null)])).toEqual([ask(2, null), ask(null, null)]);
  });
});
