import { announce } from '#app/domain/delivery/announce.server.ts';
import { readClosure } from '#app/domain/exchange/read-closure.server.ts';
import { readRegionClosure } from '#app/domain/exchange/read-full-regions.server.ts';
import { tellOfClosure } from '#app/domain/exchange/tell-of-closure.server.ts';
import { tellOfFullRegion } from '#app/domain/exchange/tell-of-full-region.server.ts';
import { watchOffers } from '#app/domain/exchange/watch-offers.server.ts';
import type { JobContext } from '../context.ts';

type Changed = { closureId: string; to: 'full' | 'open' };

export async function watchAllOffers(context: JobContext): Promise<void> {
  await watchOffers(context.db, { now: context.now() });
}

export async function offerRoomChanged(context: JobContext, jobs: readonly Changed[]): Promise<void> {
  const now = context.now();
  for (const { closureId, to } of jobs) {
    const closure = await readClosure(context.db, { closureId });
    if (!closure) continue;
    await announce(context.db, {
      announcements: [{ event: `offer.${to}`, subjectId: closureId, organisationId: closure.organisationId }],
      now,
    });
    if (to === 'full') await tellOfClosure(context.db, { closureId, now });
  }
}

export async function regionRoomChanged(context: JobContext, jobs: readonly Changed[]): Promise<void> {
  const now = context.now();
  for (const { closureId, to } of jobs) {
    const closure = await readRegionClosure(context.db, { closureId });
    if (!closure) continue;
    await announce(context.db, {
      announcements: [
        {
          event: `offer.region_${to}`,
          subjectId: closureId,
          organisationId: closure.organisationId,
        },
      ],
      now,
    });
    if (to === 'full') await tellOfFullRegion(context.db, { closureId, now });
  }
}
