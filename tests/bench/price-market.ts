import type { NumberColumn, PriceTable } from '#app/domain/pricing/price-table.ts';
import { type Random, randomOf } from '../faults/random.ts';

/*
 * A made-up market whose true prices are known. It was written before the model and knows nothing of it: effects that are
 * products, as the field has it, and then much that no model is told of: sellers who ask more than others, drift of
 * niches, seasons in clusters, noise with heavy tails, prices typed with a nought too many.
 */

export const VARIANTS = ['base', 'regime break', 'wash-priced', 'flipped', 'tripled typos'] as const;
export type Variant = (typeof VARIANTS)[number];

const NICHES = 40;
const SECTORS = 10;
const COUNTRIES = 9;
const REGIONS = 90;
const CITIES = 360;
export const TRAINED_MONTHS = 33;
const MONTHS = 36;
const SELLERS = 200;
const TEMPERATURES = ['cold', 'warm', 'hot'] as const;
/** Regions where nothing is sold before a month; those of the months held out are unseen. */
const LATE_REGIONS = 8;
const DAYS_IN_MONTH = 30.4375;
const FIRST_DAY = Date.UTC(2023, 0, 1) / 86_400_000;

export type Sales = {
  readonly table: PriceTable;
  /** The price without noise, seller, typo or wash: what a model is asked for. */
  readonly truth: Float64Array;
  /** The price that who knows all effects up to the last trained day would name: the future's drift and unseen regions are not known. */
  readonly knowable: Float64Array;
  readonly niche: Int32Array;
  readonly region: Int32Array;
};

export type PriceMarket = {
  readonly train: Sales;
  readonly test: Sales;
  /** Ratio of a month's price to the year's geometric mean, by niche (in all countries but the flipped), 12 each. */
  readonly seasonIndex: readonly Float64Array[];
  readonly newRegions: ReadonlySet<number>;
};

/** A market with that many sales to learn from; the same seed makes the same market. */
export function makeMarket(input: {
  seed: number;
  variant: Variant;
  rows: number;
  testRows: number;
}): PriceMarket {
  const random = randomOf(input.seed, 1);
  const world = makeWorld(random, input.variant);
  const draws = randomOf(input.seed, 2);
  const train = makeSales(world, draws, input.rows, 0, TRAINED_MONTHS);
  const test = makeSales(world, randomOf(input.seed, 3), input.testRows, TRAINED_MONTHS, MONTHS);
  const seen = new Set(train.region);
  const newRegions = new Set([...test.region].filter((region) => !seen.has(region)));
  return {
    train,
    test: { ...test, knowable: forgetRegions(world, test, newRegions) },
    seasonIndex: world.season.map((months) => months.map(Math.exp)),
    newRegions,
  };
}

type World = ReturnType<typeof makeWorld>;

function makeWorld(random: Random, variant: Variant) {
  const many = (count: number, sd: number) => Float64Array.from({ length: count }, () => sd * normal(random));
  const sectorElasticity = many(SECTORS, 0.1).map((one) => one + 0.35);
  const countrySouth = Array.from({ length: COUNTRIES }, (_, one) => variant === 'flipped' && one % 3 === 1);
  const shapes = Array.from({ length: 6 }, () => seasonShape(random));
  const season = Array.from({ length: NICHES }, () => {
    const shape = random.pick(shapes);
    const own = shape.map((one) => one + 0.03 * normal(random));
    const mean = own.reduce((sum, one) => sum + one, 0) / 12;
    return Float64Array.from(own, (one) => one - mean);
  });
  const logPopulation = Float64Array.from({ length: CITIES }, () => Math.log(300_000) + 1.2 * normal(random));
  const hotFlip = Array.from({ length: SECTORS }, (_, one) => variant === 'flipped' && one % 4 === 2);
  const breakMonth = 26 + Math.floor(random.unit() * 4);
  const broken = (sd: number, share: number) =>
    variant === 'regime break' && random.chance(share) ? sd * normal(random) : 0;
  return {
    variant,
    logProfit: Float64Array.from({ length: NICHES }, () => Math.log(30_000) + 1.2 * normal(random)),
    sector: many(SECTORS, 0.25),
    niche: many(NICHES, 0.3),
    country: many(COUNTRIES, 0.4),
    region: many(REGIONS, 0.2),
    city: many(CITIES, 0.1),
    nicheCountry: many(NICHES * COUNTRIES, 0.15),
    nicheRegion: many(NICHES * REGIONS, 0.12),
    hot: many(NICHES, 0.1),
    sectorElasticity,
    logPopulation,
    season,
    countrySouth,
    hotFlip,
    drift: walk(random, MONTHS, 0.01, 0.008),
    nicheDrift: Array.from({ length: NICHES }, () => walk(random, MONTHS, 0.02, 0)),
    countryDrift: Array.from({ length: COUNTRIES }, () => walk(random, MONTHS, 0.01, 0)),
    breakMonth,
    nicheBreak: Array.from({ length: NICHES }, () => broken(0.4, 1 / 3)),
    countryBreak: Array.from({ length: COUNTRIES }, () => broken(0.3, 1 / 3)),
    noise: Float64Array.from({ length: NICHES }, () => 0.22 * Math.exp(0.25 * normal(random))),
    seller: many(SELLERS, 0.1),
    washes: Array.from({ length: SELLERS }, () => variant === 'wash-priced' && random.chance(0.1)),
    lateFrom: Float64Array.from({ length: REGIONS }, (_, one) =>
      one % 11 === 7 && one < 11 * LATE_REGIONS ? 27 + Math.floor(random.unit() * 9) : 0,
    ),
    nicheOdds: cumulated(shuffledZipf(random, NICHES, 0.9)),
    cityOdds: cumulated(logPopulation.map((one) => Math.exp(0.8 * one))),
    sellerOdds: cumulated(shuffledZipf(random, SELLERS, 0.6)),
    buyersOf: many(NICHES, 0.4),
  };
}

/** Cities lie in regions and regions in countries by turns, so that each has several. */
const regionOf = (city: number) => city % REGIONS;
const countryOf = (region: number) => region % COUNTRIES;
const sectorOf = (niche: number) => niche % SECTORS;

function makeSales(world: World, random: Random, rows: number, from: number, until: number): Sales {
  const columns = {
    niche: new Int32Array(rows),
    city: new Int32Array(rows),
    temperature: new Int32Array(rows),
    buyers: new Float64Array(rows),
    copies: new Float64Array(rows),
    day: new Float64Array(rows),
  };
  const logPrice = new Float64Array(rows);
  const truth = new Float64Array(rows);
  const knowable = new Float64Array(rows);
  const typos = world.variant === 'tripled typos' ? 0.09 : 0.03;
  for (let row = 0; row < rows; row += 1) {
    const niche = drawn(world.nicheOdds, random);
    const monthsIn = monthDrawn(random, from, until);
    const month = Math.floor(monthsIn);
    let city = drawn(world.cityOdds, random);
    while ((world.lateFrom[regionOf(city)] ?? 0) > month) city = drawn(world.cityOdds, random);
    const temperature = random.unit() < 0.3 ? 0 : random.unit() < 0.7 ? 1 : 2;
    const size = (world.logPopulation[city] ?? 0) - Math.log(300_000);
    const buyers = Math.max(
      0,
      Math.round(Math.exp(1.2 + (world.buyersOf[niche] ?? 0) + 0.25 * size + 0.5 * normal(random)) - 1),
    );
    const copies = random.chance(0.7) ? 1 : 2 + Math.floor(random.unit() * 3);
    columns.niche[row] = niche;
    columns.city[row] = city;
    columns.temperature[row] = temperature;
    columns.buyers[row] = buyers;
    columns.copies[row] = copies;
    columns.day[row] = FIRST_DAY + monthsIn * DAYS_IN_MONTH;
    const sale = { niche, city, temperature, buyers, copies };
    const calendarMonth = new Date((columns.day[row] ?? 0) * 86_400_000).getUTCMonth();
    const log = truthOf(world, { ...sale, month, calendarMonth });
    truth[row] = Math.exp(log);
    knowable[row] = Math.exp(
      truthOf(world, { ...sale, month: Math.min(month, TRAINED_MONTHS - 1), calendarMonth }),
    );
    const seller = drawn(world.sellerOdds, random);
    let noise = (world.seller[seller] ?? 0) + (world.noise[niche] ?? 0) * student4(random);
    if (world.washes[seller]) noise += Math.log(random.between(2.5, 4));
    if (random.chance(typos)) noise += random.chance(0.5) ? Math.LN10 : -Math.LN10;
    logPrice[row] = log + noise;
  }
  const region = columns.city.map(regionOf);
  const keys = [
    { name: 'sector', values: named('s', SECTORS), codes: columns.niche.map(sectorOf) },
    { name: 'niche', values: named('n', NICHES), codes: columns.niche },
    { name: 'country', values: named('c', COUNTRIES), codes: region.map(countryOf) },
    { name: 'region', values: named('r', REGIONS), codes: region },
    { name: 'city', values: named('t', CITIES), codes: columns.city },
    { name: 'temperature', values: TEMPERATURES, codes: columns.temperature },
  ];
  const of = (codes: Int32Array, values: Float64Array) =>
    Float64Array.from(codes, (code) => Math.exp(values[code] ?? 0));
  const numbers: NumberColumn[] = [
    { name: 'population', values: of(columns.city, world.logPopulation) },
    { name: 'buyers', values: columns.buyers },
    { name: 'copies', values: columns.copies },
    { name: 'profit', values: of(columns.niche, world.logProfit) },
  ];
  const table = { rows, logPrice, day: columns.day, keys, numbers, weight: null, logPrior: null };
  return { table, truth, knowable, niche: columns.niche, region };
}

type Sale = {
  niche: number;
  city: number;
  temperature: number;
  buyers: number;
  copies: number;
  month: number;
  calendarMonth: number;
};

/** ln of the true price. */
function truthOf(world: World, sale: Sale): number {
  const { niche, city, month } = sale;
  const region = regionOf(city);
  const country = countryOf(region);
  const sector = sectorOf(niche);
  const at = (values: ArrayLike<number> | undefined, index: number) => values?.[index] ?? 0;
  const hot = 0.55 + at(world.hot, niche);
  const heat = [-0.6, 0, hot][sale.temperature] ?? 0;
  const season = at(world.season[niche], (sale.calendarMonth + (world.countrySouth[country] ? 6 : 0)) % 12);
  const broken =
    month >= world.breakMonth ? at(world.nicheBreak, niche) + at(world.countryBreak, country) : 0;
  return (
    6.2 +
    0.46 * (at(world.logProfit, niche) - Math.log(30_000)) +
    at(world.sector, sector) +
    at(world.niche, niche) +
    at(world.country, country) +
    at(world.region, region) +
    at(world.city, city) +
    at(world.nicheCountry, niche * COUNTRIES + country) +
    at(world.nicheRegion, niche * REGIONS + region) +
    at(world.sectorElasticity, sector) * (at(world.logPopulation, city) - Math.log(300_000)) +
    (world.hotFlip[sector] ? -heat : heat) +
    0.2 * Math.log1p(sale.buyers) -
    0.5 * Math.log(sale.copies) +
    season +
    at(world.drift, month) +
    at(world.nicheDrift[niche], month) +
    at(world.countryDrift[country], month) +
    broken
  );
}

/** What can be known of a region in which nothing was sold: its country and its cities' sizes, no effect of its own. */
function forgetRegions(world: World, test: Sales, unseen: ReadonlySet<number>): Float64Array {
  const city = test.table.keys.find(({ name }) => name === 'city')?.codes ?? new Int32Array(0);
  return test.knowable.map((price, row) => {
    const region = test.region[row] ?? 0;
    if (!unseen.has(region)) return price;
    const own =
      (world.region[region] ?? 0) +
      (world.city[city[row] ?? 0] ?? 0) +
      (world.nicheRegion[(test.niche[row] ?? 0) * REGIONS + region] ?? 0);
    return price * Math.exp(-own);
  });
}

function seasonShape(random: Random): number[] {
  const [first, second] = [random.between(0.12, 0.3), random.between(0.03, 0.1)];
  const [phase, other] = [random.between(0, 12), random.between(0, 12)];
  return Array.from(
    { length: 12 },
    (_, month) =>
      first * Math.cos((2 * Math.PI * (month - phase)) / 12) +
      second * Math.cos((4 * Math.PI * (month - other)) / 12),
  );
}

function walk(random: Random, steps: number, sd: number, slope: number): Float64Array {
  let at = 0;
  return Float64Array.from({ length: steps }, () => {
    at += slope + sd * normal(random);
    return at;
  });
}

/** The market grows: at its end three times as many sales a month as at its start. */
function monthDrawn(random: Random, from: number, until: number): number {
  for (;;) {
    const month = random.between(from, until);
    if (random.unit() * 3 < 1 + (2 * month) / MONTHS) return month;
  }
}

function shuffledZipf(random: Random, count: number, power: number): number[] {
  return random.shuffled(Array.from({ length: count }, (_, rank) => (rank + 1) ** -power));
}

function cumulated(weights: ArrayLike<number>): Float64Array {
  let sum = 0;
  return Float64Array.from(weights, (one) => {
    sum += one;
    return sum;
  });
}

function drawn(odds: Float64Array, random: Random): number {
  const target = random.unit() * (odds[odds.length - 1] ?? 0);
  let [low, high] = [0, odds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((odds[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

function named(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, one) => `${letter}${one}`);
}

/** Source: Box and Muller. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
}

/** Student's t of 4 degrees of freedom: a normal over the root of a quarter of chi-squared of 4. */
function student4(random: Random): number {
  const chi = -2 * Math.log((1 - random.unit()) * (1 - random.unit()));
  return normal(random) / Math.sqrt(chi / 4);
}
