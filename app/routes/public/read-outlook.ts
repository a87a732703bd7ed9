import type { Niche, Reference, Region } from '#app/domain/catalog/reference.ts';
import { readForecast } from '#app/domain/pricing/read-forecast.server.ts';
import { monthOf } from '#app/kernel/month.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { nicheNameOf, regionNameOf } from './names.ts';

export type Outlook = NonNullable<Awaited<ReturnType<typeof readOutlook>>>;

/** The leads to be expected of a niche at a place, by name; null where nothing has been forecast yet. */
export async function readOutlook(
  db: Db,
  reference: Reference,
  { niche, place, now }: { niche: Niche; place: Region; now: Date },
) {
  const found = await readForecast(db.pool, {
    nichePath: niche.path,
    placePath: place.path,
    from: monthOf(now),
  });
  if (!found || !reference.niches.has(found.niche) || !reference.regions.has(found.region)) return null;
  const [first] = place.path.filter((code) => reference.regions.get(code)?.kind !== 'city');
  return {
    ...found,
    nicheName: nicheNameOf(reference, found.niche),
    placeName: regionNameOf(reference, found.region),
    isWider: found.niche !== niche.code || found.region !== (first ?? place.code),
  };
}
