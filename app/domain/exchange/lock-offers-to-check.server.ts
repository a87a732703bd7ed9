import type { TargetAction } from '#app/domain/catalog/offer.ts';
import type { FollowBounds } from '#app/domain/pricing/follow-market.ts';
import type { PriceVerdict } from '#app/domain/pricing/price-ladder.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { AskTells } from './ask-plan.ts';
import type { LastLook, Outside } from './judge-offer.ts';

/** An offer held locked, with what its seller wants of its ask and what the last night found. */
export type LockedOffer = {
  readonly id: string;
  readonly organisationId: string;
  readonly niche: string;
  readonly regions: readonly string[];
  readonly askMinor: bigint;
  readonly currency: Currency;
  readonly maxSells: number;
  readonly targetAction: TargetAction;
  readonly bounds: FollowBounds | null;
  readonly costMinor: bigint | null;
  readonly tells: AskTells;
  readonly last: LastLook | null;
};

/**
 * Locks those of these offers that are still active and were not looked at this night, in id order. Plans and looks are read after the
 * lock: who writes them holds the offer locked as well.
 */
export async function lockOffersToCheck(
  db: Queryable,
  input: { ids: readonly string[]; night: string },
): Promise<LockedOffer[]> {
  const { rows: locked } = await db.query<{ id: string }>(
    `SELECT id FROM offer WHERE id = ANY ($1::text[]) AND status = 'active' ORDER BY id FOR NO KEY UPDATE`,
    [input.ids],
  );
  const { rows } = await db.query<{
    id: string;
    organisation_id: string;
    niche_code: string;
    regions: string[];
    ask_minor: bigint;
    currency: Currency;
    max_sells: number;
    target_action: TargetAction;
    follows: boolean | null;
    floor_minor: bigint | null;
    ceiling_minor: bigint | null;
    cost_minor: bigint | null;
    tells: AskTells | null;
    verdict: PriceVerdict | null;
    seen_ask_minor: bigint | null;
    outside: Outside | null;
    told_at: Date | null;
    paused_at: Date | null;
  }>(
    `SELECT o.id, o.organisation_id, o.niche_code, o.regions, o.ask_minor, o.currency, o.max_sells, o.target_action,
       p.follows, p.floor_minor, p.ceiling_minor, p.cost_minor, p.tells,
       c.verdict, c.ask_minor AS seen_ask_minor, c.outside, c.told_at, c.paused_at
     FROM offer o LEFT JOIN ask_plan p ON p.offer_id = o.id LEFT JOIN offer_check c ON c.offer_id = o.id
     WHERE o.id = ANY ($1::text[]) AND (c.night IS NULL OR c.night < $2) ORDER BY o.id`,
    [locked.map(({ id }) => id), input.night],
  );
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    niche: row.niche_code,
    regions: row.regions,
    askMinor: row.ask_minor,
    currency: row.currency,
    maxSells: row.max_sells,
    targetAction: row.target_action,
    bounds:
      row.follows && row.floor_minor !== null && row.ceiling_minor !== null
        ? { floorMinor: row.floor_minor, ceilingMinor: row.ceiling_minor }
        : null,
    costMinor: row.cost_minor,
    tells: row.tells ?? 'none',
    last:
      row.verdict === null || row.seen_ask_minor === null
        ? null
        : {
            verdict: row.verdict,
            askMinor: row.seen_ask_minor,
            // Who put a paused offer back on the market is warned anew before it is paused again.
            outside: row.paused_at ? null : row.outside,
            toldAt: row.told_at,
          },
  }));
}
