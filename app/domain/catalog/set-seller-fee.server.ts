import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { assert } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { expireReference } from './read-reference.server.ts';

/** Below a half, as for niches: the share of the smallest price is still one minor unit. */
const MOST_BASIS_POINTS = 4_900;

/**
 * Sets what the exchange keeps of a seller's sales instead of the fee of each niche; every process goes by it within seconds.
 * Sales that stand keep their fee.
 * @param input.feeBasisPoints hundredths of a percent; null lets the niches' fees hold again
 * @param input.before what was shown when it was decided
 * @param input.actor a person: nobody sets the fee of an organisation of theirs
 * @throws Refusal `seller_fee_changed` when it is not that any more, `own_organisation`
 */
export async function setSellerFee(
  db: Db,
  input: Actor & {
    organisationId: string;
    feeBasisPoints: number | null;
    before: number | null;
    now: Date;
  },
): Promise<void> {
  const { organisationId, feeBasisPoints, before, now } = input;
  assert(
    feeBasisPoints === null ||
      (Number.isInteger(feeBasisPoints) && feeBasisPoints >= 0 && feeBasisPoints <= MOST_BASIS_POINTS),
    'a fee lies between nothing and a half',
  );
  await db.prisma.$transaction(async (tx) => {
    if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: [organisationId] }))
      throw new Refusal('own_organisation');
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const row = await tx.sellerFee.findUnique({ where: { organisationId } });
    if ((row?.feeBasisPoints ?? null) !== before) throw new Refusal('seller_fee_changed');
    await tx.sellerFee.deleteMany({ where: { organisationId } });
    if (feeBasisPoints !== null)
      await tx.sellerFee.create({ data: { organisationId, feeBasisPoints, setBy: input.actor, setAt: now } });
    await recordAudit(tx, {
      ...input,
      action: 'seller_fee.set',
      subjectId: organisationId,
      details: { before, after: feeBasisPoints },
    });
  });
  expireReference(db.pool);
}
