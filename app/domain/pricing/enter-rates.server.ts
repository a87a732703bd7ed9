import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { assert } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { expireRates } from './read-exchange-rates.server.ts';

/**
 * Enters what one unit of each currency costs on a day, in roubles. Prices are quoted by the table of the latest day within
 * seconds, and refits convert each sale by the table of its own day. Quotes that stand keep theirs.
 * @param input.asOf ISO 8601 date, today or before
 * @param input.rubPerUnit roubles, above zero, for every currency but the rouble
 * @param input.before the table entered last when this one was decided; null when there was none
 * @returns the table's id
 * @throws Refusal `rates_changed` when another was entered meanwhile
 */
export async function enterRates(
  db: Db,
  input: Actor & {
    asOf: string;
    rubPerUnit: Readonly<Partial<Record<Currency, string>>>;
    before: string | null;
    now: Date;
  },
): Promise<string> {
  const { asOf, rubPerUnit, before, now } = input;
  const entered = CURRENCIES.filter((currency) => currency !== 'RUB').map((currency) => {
    const rate = rubPerUnit[currency];
    assert(rate !== undefined && Number(rate) > 0, 'a table has a rate above zero for each currency');
    return { currency, rubPerUnit: rate };
  });
  const tableId = newId('rates', now.getTime());
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('exchange_rates'))::text`;
    const last = await tx.exchangeRate.findFirst({ orderBy: { tableId: 'desc' } });
    if ((last?.tableId ?? null) !== before) throw new Refusal('rates_changed');
    await tx.exchangeRate.createMany({
      data: entered.map((one) => ({ ...one, tableId, asOf: new Date(asOf), setBy: input.actor, setAt: now })),
    });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'exchange_rates.entered',
      subjectId: tableId,
      details: {
        asOf,
        before,
        rubPerUnit: Object.fromEntries(entered.map((one) => [one.currency, one.rubPerUnit])),
      },
    });
  });
  expireRates(db.pool);
  return tableId;
}
