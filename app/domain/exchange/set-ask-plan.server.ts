import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { AskPlan } from './ask-plan.ts';

/**
 * Sets what is to be done about an offer's ask at night. An offer that is to follow the market lies within its own bounds when
 * that begins, so that the first night moves it no further than any other.
 * @throws Refusal `offer_unknown`, `ask_bounds_missing`, `ask_bounds_crossed`, `ask_outside_bounds`
 */
export async function setAskPlan(
  db: Db,
  input: Actor & { organisationId: string; offerId: string; plan: AskPlan; now: Date },
): Promise<void> {
  const { organisationId, offerId, plan, actor, now } = input;
  const { follows, floorMinor, ceilingMinor } = plan;
  if (follows && (floorMinor === null || ceilingMinor === null)) throw new Refusal('ask_bounds_missing');
  if (floorMinor !== null && ceilingMinor !== null && floorMinor > ceilingMinor)
    throw new Refusal('ask_bounds_crossed');
  await db.prisma.$transaction(async (tx) => {
    const [offer] = await tx.$queryRaw<{ ask_minor: bigint }[]>`
      SELECT ask_minor FROM offer WHERE id = ${offerId} AND organisation_id = ${organisationId} FOR NO KEY UPDATE`;
    if (!offer) throw new Refusal('offer_unknown');
    if (follows && (offer.ask_minor < (floorMinor ?? 0n) || offer.ask_minor > (ceilingMinor ?? 0n)))
      throw new Refusal('ask_outside_bounds');
    const set = { ...plan, changedBy: actor, changedAt: now };
    await tx.askPlan.upsert({ where: { offerId }, create: { offerId, ...set }, update: set });
    await recordAudit(tx, { ...input, action: 'offer.ask_plan', subjectId: offerId, details: { ...plan } });
  });
}
