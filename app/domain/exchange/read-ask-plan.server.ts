import type { FollowOutcome } from '#app/domain/pricing/follow-market.ts';
import type { PriceVerdict } from '#app/domain/pricing/price-ladder.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type AskPlan, type AskTells, NO_PLAN } from './ask-plan.ts';
import type { Outside } from './judge-offer.ts';

/** The last nightly look at an offer. Minor units of its currency. */
export type OfferChecked = {
  readonly checkedAt: Date;
  readonly askMinor: bigint;
  readonly p10Minor: bigint;
  readonly p50Minor: bigint;
  readonly p90Minor: bigint;
  readonly breakEvenMinor: bigint;
  readonly modelVersion: string;
  readonly isAssumed: boolean;
  readonly verdict: PriceVerdict;
  readonly follow: FollowOutcome | null;
  readonly outside: Outside | null;
  readonly pausedAt: Date | null;
};

/** What is to be done about an offer's ask at night; nothing unless its seller said so. */
export async function readAskPlan(db: Db, input: { offerId: string }): Promise<AskPlan> {
  const row = await db.prisma.askPlan.findUnique({ where: { offerId: input.offerId } });
  if (!row) return NO_PLAN;
  const { follows, floorMinor, ceilingMinor, costMinor, tells } = row;
  return { follows, floorMinor, ceilingMinor, costMinor, tells: tells as AskTells };
}

/** Which of these offers follow the market. */
export async function readFollowing(
  db: Db,
  input: { offerIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await db.prisma.askPlan.findMany({
    where: { offerId: { in: [...input.offerIds] }, follows: true },
    select: { offerId: true },
  });
  return new Set(rows.map(({ offerId }) => offerId));
}

/** By offer: what the last night found of each of these. */
export async function readOfferChecks(
  db: Db,
  input: { offerIds: readonly string[] },
): Promise<Map<string, OfferChecked>> {
  const rows = await db.prisma.offerCheck.findMany({ where: { offerId: { in: [...input.offerIds] } } });
  return new Map(
    rows.map(({ offerId, assumed, verdict, follow, outside, ...row }) => [
      offerId,
      {
        ...row,
        isAssumed: assumed,
        verdict: verdict as PriceVerdict,
        follow: follow as FollowOutcome | null,
        outside: outside as Outside | null,
      },
    ]),
  );
}
