import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/**
 * Whether an entry by hand needs a second person: it is above the limit of its currency, or lifts above it what was booked for
 * the organisation without a second person within a day. Otherwise a large entry would be many small ones.
 */
export async function needsSecond(
  db: { readonly prisma: Pick<PrismaTx, 'correction'> },
  input: { organisationId: string; currency: Currency; amountMinor: bigint; limitMinor: bigint; now: Date },
): Promise<boolean> {
  const { organisationId, currency, amountMinor, limitMinor, now } = input;
  const { _sum: booked } = await db.prisma.correction.aggregate({
    where: { organisationId, currency, needsSecond: false, createdAt: { gt: after(now, -DAY_MS) } },
    _sum: { amountMinor: true },
  });
  return amountMinor + (booked.amountMinor ?? 0n) > limitMinor;
}
