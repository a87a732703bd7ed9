import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

const MOST = 20;

/**
 * Has a person told each month what is ahead of a market, the first time the night after. Asked twice it is one; one that was ended
 * begins anew.
 * @throws Refusal `niche_unknown`, `region_unknown`, `outlooks_limit`
 */
export async function subscribeOutlook(
  db: Db,
  input: { personId: string; nicheCode: string; regionCode: string; currency: Currency; now: Date },
): Promise<void> {
  const { personId, nicheCode, regionCode, currency, now } = input;
  const { niches, regions } = await readReference(db.pool);
  if (!niches.has(nicheCode)) throw new Refusal('niche_unknown', { niche: nicheCode });
  if (!regions.has(regionCode)) throw new Refusal('region_unknown', { region: regionCode });
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`outlook:${personId}`}))::text`;
    const others = await tx.outlookSubscription.count({
      where: { personId, endedAt: null, NOT: { nicheCode, regionCode } },
    });
    if (others >= MOST) throw new Refusal('outlooks_limit', { limit: MOST });
    await tx.outlookSubscription.upsert({
      where: { personId_nicheCode_regionCode: { personId, nicheCode, regionCode } },
      create: {
        id: newId('outl', now.getTime()),
        ...{ personId, nicheCode, regionCode, currency, createdAt: now },
      },
      update: { currency, endedAt: null },
    });
  });
}
