import { marketPopulationOf, type Niche, type Region } from '#app/domain/catalog/reference.ts';
import type { Temperature } from './cold-start.ts';
import { holidaysIn } from './holidays.ts';
import { answerKeys } from './price-answers.ts';

/** What the model is told of a lead: keys of what and where, and measures. The same when it learns and when it is asked. */
export type PriceTraits = {
  readonly keys: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
};

/** Traits of a lead of a niche at a place; what is not known of the competition or was not answered is left out. */
export function priceTraits(input: {
  niche: Niche;
  place: Region;
  /** 1 to 12, and its year: feasts move. Without one no holidays are told. */
  month: number;
  year: number | null;
  temperature: Temperature;
  copies?: number | undefined;
  buyers?: number | undefined;
  /** 0 to 100, by the lead's checks. */
  score?: number | undefined;
  answers?: Readonly<Record<string, unknown>> | undefined;
}): PriceTraits {
  const { niche, place, month, year, temperature, copies, buyers, score, answers } = input;
  const sector = niche.path.at(-1) ?? niche.code;
  const keys: Record<string, string> = {
    ...{ sector, country: place.countryCode, temperature },
    ...answerKeys(niche, answers ?? {}),
  };
  // A sector is asked for as such: none of its niches.
  if (niche.code !== sector) keys.niche = niche.code;
  const [region] = place.kind === 'city' ? place.path.slice(1) : [place.code];
  if (region !== undefined && region !== place.countryCode) keys.region = region;
  if (place.kind === 'city') keys.city = place.code;
  const numbers: Record<string, number> = { population: marketPopulationOf(place) };
  const holidays = year === null ? undefined : holidaysIn(place.countryCode, { year, month }, region);
  if (holidays !== undefined) numbers.holidays = holidays;
  if (copies !== undefined) numbers.copies = copies;
  if (buyers !== undefined) numbers.buyers = buyers;
  if (score !== undefined) numbers.quality = score;
  return { keys, numbers };
}
