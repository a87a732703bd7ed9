import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { present } from '#app/kernel/assert.ts';
import { openPayments, type Payments } from './payments.ts';

/**
 * Payments for the tests of a file: Stripe heals after each, and after the last of them the books are proved.
 * @param options.agrees whether Stripe holds the same in the end: a file whose tests end in the middle of things says no
 */
export function paymentsOfFile(options: { agrees: boolean }): Payments {
  let opened: Payments | undefined;
  const payments = () => present(opened, 'payments are there while tests run');
  beforeAll(async () => {
    opened = await openPayments();
  });
  afterEach(() => payments().stripe.heals());
  afterAll(async () => {
    const { world, stop } = payments();
    expect(await checkBooks(world.owner)).toEqual([]);
    if (options.agrees)
      expect(await compareWithStripe(world.db.pool, world.db.stripe)).toMatchObject({ differences: [] });
    await stop();
  });
  return {
    get world() {
      return payments().world;
    },
    get stripe() {
      return payments().stripe;
    },
    get url() {
      return payments().url;
    },
    stop: () => payments().stop(),
  };
}
