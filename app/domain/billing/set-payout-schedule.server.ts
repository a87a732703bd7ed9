import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { assert } from '#app/kernel/assert.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { MONTH_DAYS_LIMIT, nextRunOf, type Schedule } from './payout-schedule.ts';
import { majorOf } from './write-money.ts';

/**
 * Sets when a seller is paid out without being asked, and from which amounts on.
 * @param input.minimumMinor minor units by currency; null takes the operator's. A currency that is not named stays as it was.
 * @throws Refusal `payout_minimum_too_small` for less than the operator's, `payout_minimum_too_large`
 */
export async function setPayoutSchedule(
  db: Db,
  input: Actor & {
    organisationId: string;
    schedule: Schedule;
    minimumMinor: Partial<Record<Currency, bigint | null>>;
    now: Date;
  },
): Promise<void> {
  const { organisationId, schedule, now } = input;
  const { rhythm, weekday, monthDay } = schedule;
  assert((rhythm === 'weekly') === (weekday !== null), 'a weekly schedule, and no other, has a weekday');
  assert(
    rhythm === 'monthly' ? monthDay !== null && monthDay <= MONTH_DAYS_LIMIT : monthDay === null,
    'a monthly schedule, and no other, has a day that every month has',
  );
  const { values } = await readSettings(db);
  const minima = CURRENCIES.flatMap((currency) => {
    const amountMinor = input.minimumMinor[currency];
    return amountMinor === undefined ? [] : [{ currency, amountMinor }];
  });
  for (const { currency, amountMinor } of minima)
    if (amountMinor !== null) refuseMinimum(amountMinor, currency, values.payout_minimum_minor[currency]);
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const { timezone } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
    const row = {
      ...{ rhythm, weekday, monthDay },
      nextRunAt: nextRunOf(schedule, now, timezone),
      changedBy: input.actor,
      changedAt: now,
    };
    await tx.payoutSchedule.upsert({
      where: { organisationId },
      create: { organisationId, ...row },
      update: row,
    });
    for (const { currency, amountMinor } of minima) {
      await tx.payoutMinimum.deleteMany({ where: { organisationId, currency } });
      if (amountMinor !== null)
        await tx.payoutMinimum.create({ data: { organisationId, currency, amountMinor } });
    }
    await recordAudit(tx, {
      ...input,
      action: 'payout_schedule.set',
      subjectId: organisationId,
      details: {
        ...schedule,
        minimumMinor: Object.fromEntries(minima.map((one) => [one.currency, one.amountMinor])),
      },
    });
  });
}

/** More than anybody is ever paid at once would be a way never to be paid by itself, which `manual` is for. */
const MINIMUM_LIMIT_MINOR = 100_000_000_000n;

function refuseMinimum(amountMinor: bigint, currency: Currency, least: bigint): void {
  if (amountMinor < least) throw new Refusal('payout_minimum_too_small', { least: majorOf(least), currency });
  if (amountMinor > MINIMUM_LIMIT_MINOR)
    throw new Refusal('payout_minimum_too_large', { most: majorOf(MINIMUM_LIMIT_MINOR), currency });
}
