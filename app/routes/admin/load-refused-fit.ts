import { compareFits, type QuoteChange } from '#app/domain/pricing/compare-fits.ts';
import { type FitTest, testFit } from '#app/domain/pricing/judge-fit.ts';
import { monthOf } from '#app/domain/pricing/quote-place.ts';
import { readLastFit } from '#app/domain/pricing/read-price-model.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { readRefusals } from '#app/domain/pricing/read-refusals.server.ts';
import type { RefusedFit } from '#app/domain/pricing/read-refused-fit.server.ts';
import { nightsOf } from '#app/domain/pricing/refusal-spell.ts';
import { OLDEST_FIT_DAYS } from '#app/domain/pricing/update-prices.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';

export type RefusedFitView = Awaited<ReturnType<typeof loadRefusedFit>>;

/** A change of a quote, with its niche and country by name. */
export type NamedChange = QuoteChange & { readonly nicheName: string; readonly countryName: string };

/** A refused fit held against the published one. */
export async function loadRefusedFit(db: Db, { fit, now }: { fit: RefusedFit; now: Date }) {
  const [reference, last, refusals] = await Promise.all([
    readPricedReference(db.pool),
    readLastFit(db.pool),
    readRefusals(db.pool),
  ]);
  const { version, fittedAt, rows, metrics, refusedFor, kept } = fit;
  const changes = kept ? compareFits(reference, { version, fittedAt, ...kept, month: monthOf(now) }) : [];
  // Of a fit whose model is gone nobody knows the sales.
  const tests: FitTest[] = testFit(kept?.model ?? { metrics }, last?.model ?? null).filter(
    ({ refusal }) => kept || refusal !== 'fewer_sales',
  );
  return {
    ...{ version, fittedAt, rows, metrics, refusedFor, tests },
    isKept: kept !== null,
    since: refusals[0]?.fittedAt ?? fittedAt,
    nights: Math.max(nightsOf(refusals), 1),
    published: last && {
      version: last.version,
      fittedAt: last.fittedAt,
      isUpdated: last.fittedAt >= after(now, -OLDEST_FIT_DAYS * DAY_MS),
      updateDays: OLDEST_FIT_DAYS,
    },
    changes: changes.map(
      (change): NamedChange => ({
        ...change,
        nicheName: nicheNameOf(reference, change.niche),
        countryName: regionNameOf(reference, change.country),
      }),
    ),
  };
}
