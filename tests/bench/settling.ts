import type { Offer } from '#app/domain/catalog/offer.ts';
import { settleLeads } from '#app/domain/exchange/settle-leads.server.ts';
import type { CheckedLead } from '#app/domain/leads/check-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkedLeads } from '../factories/leads.ts';
import { flood } from './open-loop.ts';

/** Checked leads of offers drawn at random. */
export function drawLeads(db: Db, offers: readonly Offer[], count: number): Promise<CheckedLead[]> {
  const drawn = Array.from({ length: count }, () =>
    present(offers[Math.floor(Math.random() * offers.length)], 'there are offers'),
  );
  return checkedLeads(db, drawn);
}

/**
 * Settles leads that are checked; each of them must be sold.
 * @param input.batch leads a call
 * @param input.atOnce calls under way
 * @returns sales a second, and how long each call took
 */
export async function settleAll(
  db: Db,
  input: { checked: readonly CheckedLead[]; batch: number; atOnce: number },
): Promise<{ perSecond: number; callsMs: number[] }> {
  const { checked, batch, atOnce } = input;
  const callsMs: number[] = [];
  const startMs = performance.now();
  await flood({
    count: Math.ceil(checked.length / batch),
    atOnce,
    act: async (index) => {
      const calledMs = performance.now();
      await settleLeads(db, {
        checked: checked.slice(index * batch, (index + 1) * batch),
        now: new Date(),
      });
      callsMs.push(performance.now() - calledMs);
    },
  });
  const seconds = (performance.now() - startMs) / 1_000;
  const { rows } = await db.pool.query<{ sold: number }>(
    `SELECT count(*)::int AS sold FROM lead WHERE id = ANY ($1) AND status = 'sold'`,
    [checked.map(({ lead }) => lead.id)],
  );
  if (rows[0]?.sold !== checked.length)
    throw new Error(`${rows[0]?.sold} of ${checked.length} leads were sold`);
  return { perSecond: checked.length / seconds, callsMs };
}
