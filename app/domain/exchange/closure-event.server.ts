import { assert, present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readClosure } from './read-closure.server.ts';
import { readFullRegions, readRegionClosure } from './read-full-regions.server.ts';

/** What `offer.full` and `offer.open` tell a seller. */
export async function closureEvent(db: Db, input: { subjectId: string; organisationId: string }) {
  const closure = present(await readClosure(db, { closureId: input.subjectId }), 'closures are not removed');
  assert(closure.organisationId === input.organisationId, 'an offer is told of to its seller');
  return {
    offer_id: closure.offerId,
    since: closure.since.toISOString(),
    opens_at: closure.opensAt?.toISOString() ?? null,
    ended_at: closure.endedAt?.toISOString() ?? null,
    full_regions: (await readFullRegions(db, { offerId: closure.offerId })).map(
      ({ regionCode }) => regionCode,
    ),
  };
}

/** What `offer.region_full` and `offer.region_open` tell a seller. */
export async function regionClosureEvent(db: Db, input: { subjectId: string; organisationId: string }) {
  const closure = present(
    await readRegionClosure(db, { closureId: input.subjectId }),
    'closures are not removed',
  );
  assert(closure.organisationId === input.organisationId, 'an offer is told of to its seller');
  return {
    offer_id: closure.offerId,
    region: closure.regionCode,
    since: closure.since.toISOString(),
    opens_at: closure.opensAt?.toISOString() ?? null,
    ended_at: closure.endedAt?.toISOString() ?? null,
  };
}
