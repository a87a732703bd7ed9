import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type Rhythm, type Schedule, USUAL_SCHEDULE } from './payout-schedule.ts';

export type ShownSchedule = Schedule & {
  /** When it comes round; null where it follows no calendar. */
  readonly nextRunAt: Date | null;
  /** The seller's own, minor units. */
  readonly minimumMinor: Partial<Record<Currency, bigint>>;
};

/** When an organisation is paid out without being asked, and from which amounts on. */
export async function readPayoutSchedule(db: Db, organisationId: string): Promise<ShownSchedule> {
  const [row, minima] = await Promise.all([
    db.prisma.payoutSchedule.findUnique({ where: { organisationId } }),
    db.prisma.payoutMinimum.findMany({ where: { organisationId } }),
  ]);
  const schedule = row
    ? { rhythm: row.rhythm as Rhythm, weekday: row.weekday, monthDay: row.monthDay }
    : USUAL_SCHEDULE;
  return {
    ...schedule,
    nextRunAt: row?.nextRunAt ?? null,
    minimumMinor: Object.fromEntries(minima.map((one) => [one.currency, one.amountMinor])),
  };
}
