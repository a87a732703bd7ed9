import type { Niche, Region } from '#app/domain/catalog/reference.ts';
import { convertRubMajor } from '#app/domain/pricing/exchange-rates.ts';
import { type PricedReference, ratesIn } from '#app/domain/pricing/quote-place.ts';
import { readCompetition } from '#app/domain/pricing/read-competition.server.ts';
import { type Currency, fromMajorRounded, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { regionNameOf } from './names.ts';

export type CompetitionView = NonNullable<Awaited<ReturnType<typeof readCompetitionView>>>;

/** The competition for a niche at a place as a page shows it, in one currency; null where it is not measured. */
export async function readCompetitionView(
  db: Db,
  reference: PricedReference,
  input: { niche: Niche; place: Region; currency: Currency; now: Date },
) {
  const { niche, place, currency, now } = input;
  const [found] = await readCompetition(db.pool, [{ nicheCode: niche.code, placePath: place.path, at: now }]);
  if (!found) return null;
  const { topRubMinor } = found;
  const rates = ratesIn(reference);
  const inCurrency = (rubMinor: bigint) =>
    fromMajorRounded(convertRubMajor(Number(rubMinor) / MINOR_PER_MAJOR, currency, rates), currency)
      .amountMinor;
  return {
    ...found,
    currency,
    placeName: regionNameOf(reference, found.region),
    ratesOf: rates.asOf,
    topMinor: topRubMinor && {
      q25: toTwoFigures(inCurrency(topRubMinor.q25)),
      q50: toTwoFigures(inCurrency(topRubMinor.q50)),
      q75: toTwoFigures(inCurrency(topRubMinor.q75)),
    },
  };
}

/** What was cut to two figures in one currency is no more exact in another. */
function toTwoFigures(minor: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(minor.toString().length - 2, 0));
  return ((minor + unit / 2n) / unit) * unit;
}
