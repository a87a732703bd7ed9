import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/**
 * Whether an entry by hand needs a second person: it is above the limit of its currency, or lifts above it what was booked without
 * a second person within a day, for the organisation or by the same writer. Otherwise a large entry would be many small ones, for one
 * organisation or for several of the same people.
 */
export async function needsSecond(
  db: { readonly prisma: Pick<PrismaTx, 'correction'> },
  input: {
    organisationId: string;
    actor: string;
    currency: Currency;
    amountMinor: bigint;
    limitMinor: bigint;
    now: Date;
  },
): Promise<boolean> {
  const { organisationId, actor, currency, amountMinor, limitMinor, now } = input;
  const within = { currency, needsSecond: false, createdAt: { gt: after(now, -DAY_MS) } };
  for (const whose of [{ organisationId }, { createdBy: actor }]) {
    const { _sum: booked } = await db.prisma.correction.aggregate({
      where: { ...within, ...whose },
      _sum: { amountMinor: true },
    });
    if (amountMinor + (booked.amountMinor ?? 0n) > limitMinor) return true;
  }
  return false;
}
