import { closedNiches, type Reference } from '#app/domain/catalog/reference.ts';
import type { MeasuredCompetition } from '#app/domain/pricing/competition.ts';
import type { ExchangeRates } from '#app/domain/pricing/exchange-rates.ts';
import { type RatedReference, ratesIn } from '#app/domain/pricing/quote-place.ts';
import type { Currency } from '#app/kernel/money.ts';
import { publishedPrice } from './published-demand.ts';

type Order = {
  readonly organisationId: string;
  readonly niches: readonly string[];
  readonly regions: readonly string[];
  readonly currency: Currency;
  readonly topMinor: bigint;
};
type Offer = { readonly organisationId: string; readonly niche: string; readonly regions: readonly string[] };
type Leads = {
  readonly niche: string;
  readonly place: string;
  readonly leads: number;
  readonly sold: number;
  readonly copies: number;
  readonly bidders: number;
};

export type Competitors = {
  readonly orders: readonly Order[];
  readonly offers: readonly Offer[];
  readonly leads: readonly Leads[];
};

/** Of fewer buyers a quartile would be one buyer's price. */
export const LEAST_BUYERS_SHOWN = 5;
const QUARTILES = [0.25, 0.5, 0.75] as const;

/**
 * The competition for leads of each niche in each region and country in which anything is sold, offered or asked for. Orders and
 * offers count where their places contain the cell or lie in it; an order for a sector counts in each of its niches.
 */
export function measureCompetition(
  reference: RatedReference,
  { orders, offers, leads }: Competitors,
): MeasuredCompetition[] {
  const wanted = new Places<Order>(reference);
  for (const order of orders)
    for (const niche of order.niches) for (const region of order.regions) wanted.add(niche, region, order);
  const offered = new Places<Offer>(reference);
  for (const offer of offers) for (const region of offer.regions) offered.add(offer.niche, region, offer);
  const came = sumLeads(reference, leads);
  const closed = new Set(closedNiches(reference));
  const cells = new Set([...came.keys(), ...wanted.cells(), ...offered.cells()]);
  return [...cells].flatMap((cell) => {
    const [niche = '', region = ''] = cell.split('|');
    const isLeaf = reference.niches.get(niche)?.parentCode !== null;
    if (!isLeaf || closed.has(niche)) return [];
    const asking = wanted.around(niche, region);
    const selling = offered.around(niche, region);
    return [
      {
        niche,
        region,
        buyers: organisationsOf(asking).size,
        orders: asking.length,
        sellers: organisationsOf(selling).size,
        offers: selling.length,
        ...(came.get(cell) ?? NO_LEADS),
        topRubMinor: topsOf(asking, ratesIn(reference)),
      },
    ];
  });
}

const NO_LEADS = { leads: 0, sold: 0, copies: 0, bidders: 0 };

/** A region and its country, for whatever place lies in them; a country for itself. */
function cellsOf(reference: Reference, niche: string, place: string): string[] {
  const path = reference.regions.get(place)?.path ?? [];
  return path
    .filter((code) => reference.regions.get(code)?.kind !== 'city')
    .map((code) => `${niche}|${code}`);
}

function sumLeads(reference: Reference, leads: readonly Leads[]) {
  const sums = new Map<string, typeof NO_LEADS>();
  for (const one of leads)
    for (const cell of cellsOf(reference, one.niche, one.place)) {
      const sum = sums.get(cell) ?? NO_LEADS;
      sums.set(cell, {
        leads: sum.leads + one.leads,
        sold: sum.sold + one.sold,
        copies: sum.copies + one.copies,
        bidders: sum.bidders + one.bidders,
      });
    }
  return sums;
}

/** Things by niche and place, found from any place that contains theirs or lies in it. */
class Places<Thing> {
  readonly #reference: Reference;
  readonly #at = new Map<string, Set<Thing>>();
  readonly #below = new Map<string, Set<Thing>>();
  readonly #cells = new Set<string>();

  constructor(reference: Reference) {
    this.#reference = reference;
  }

  add(niche: string, place: string, thing: Thing): void {
    put(this.#at, `${niche}|${place}`, thing);
    for (const above of this.#reference.regions.get(place)?.path.slice(1) ?? [])
      put(this.#below, `${niche}|${above}`, thing);
    for (const cell of cellsOf(this.#reference, niche, place)) this.#cells.add(cell);
  }

  cells(): ReadonlySet<string> {
    return this.#cells;
  }

  around(niche: string, place: string): Thing[] {
    const found = new Set<Thing>();
    for (const one of this.#reference.niches.get(niche)?.path ?? []) {
      for (const above of this.#reference.regions.get(place)?.path ?? [])
        for (const thing of this.#at.get(`${one}|${above}`) ?? []) found.add(thing);
      for (const thing of this.#below.get(`${one}|${place}`) ?? []) found.add(thing);
    }
    return [...found];
  }
}

function put<Thing>(map: Map<string, Set<Thing>>, key: string, thing: Thing): void {
  const known = map.get(key);
  if (known) known.add(thing);
  else map.set(key, new Set([thing]));
}

function organisationsOf(things: readonly { organisationId: string }[]): Set<string> {
  return new Set(things.map(({ organisationId }) => organisationId));
}

/** Quartiles of what buyers would pay, each buyer's highest; in kopecks, as exact as the demand board. */
function topsOf(orders: readonly Order[], rates: ExchangeRates): MeasuredCompetition['topRubMinor'] {
  const highest = new Map<string, number>();
  for (const { organisationId, topMinor, currency } of orders) {
    const rub = Number(topMinor) * rates.rubPerUnit[currency];
    highest.set(organisationId, Math.max(rub, highest.get(organisationId) ?? 0));
  }
  if (highest.size < LEAST_BUYERS_SHOWN) return null;
  const sorted = [...highest.values()].sort((a, b) => a - b);
  const [q25, q50, q75] = QUARTILES.map((share) =>
    publishedPrice(BigInt(Math.round(quantile(sorted, share)))),
  );
  return { q25: q25 ?? 0n, q50: q50 ?? 0n, q75: q75 ?? 0n };
}

/** Between the two nearest. Source: Hyndman and Fan (1996), type 7. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
