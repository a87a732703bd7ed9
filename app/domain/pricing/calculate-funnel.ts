import { assert } from '#app/kernel/assert.ts';
import { type Beta, betaOf, betaPosterior, betaQuantile, meanOf, varianceOf } from './beta.ts';

/** A share and on how many it was seen. */
export type SeenShare = { readonly share: number; readonly seenOn: number };

/** What leads to sales: a month of an advertiser, or any other span. Amounts in minor units of one currency. */
export type Funnel = {
  readonly visits: number;
  /** Visits that become leads. */
  readonly conversion: SeenShare;
  /** Leads that become sales. */
  readonly close: SeenShare;
  readonly profitMinor: number;
  readonly clickMinor: number;
};

/** A figure as the rates give it, and where it lies 8 times in 10. */
export type Ranged = { readonly low: number; readonly expected: number; readonly high: number };

export type FunnelResult = {
  readonly leads: Ranged;
  readonly sales: Ranged;
  /** Minor units. Null where no lead can come. */
  readonly leadCostMinor: Ranged | null;
  /** The price of a lead at which its sales pay just for it. */
  readonly breakEvenMinor: Ranged;
  /** The price of a visit at which the whole pays just for itself. */
  readonly breakEvenClickMinor: Ranged;
  readonly spentMinor: number;
  readonly profitMinor: Ranged;
};

const P10 = { probability: 0.1, z: -1.2816 };
const P90 = { probability: 0.9, z: 1.2816 };

/**
 * leads = visits x conversion; sales = leads x close rate; cost of a lead = cost of a click / conversion;
 * break-even price of a lead = profit per sale x close rate; profit = sales x profit per sale - visits x cost of a click.
 *
 * Ranges are p10 to p90: each rate is a Beta posterior of what it was seen on (`betaPosterior`); what comes of the visits
 * is a Beta of the same mean and variance as rates and chance together. More visits take chance out of it, only more
 * evidence takes out what is not known of the rates. The expected figures are by the rates as they are given.
 *
 * Throws a broken invariant on shares outside 0 to 1, on negative amounts and on visits below 1.
 */
export function calculateFunnel(funnel: Funnel): FunnelResult {
  const { visits, profitMinor, clickMinor } = funnel;
  assert(
    visits >= 1 && profitMinor >= 0 && clickMinor >= 0,
    'a funnel has visits, and amounts not below zero',
  );
  const conversion = betaPosterior(funnel.conversion.share, funnel.conversion.seenOn);
  const close = betaPosterior(funnel.close.share, funnel.close.seenOn);
  const leadShare = funnel.conversion.share;
  const saleShare = leadShare * funnel.close.share;
  const leads = rangeOf(withChance(meanOf(conversion), varianceOf(conversion), visits), leadShare, visits);
  const both = productOf(conversion, close);
  const sales = rangeOf(withChance(both.mean, both.variance, visits), saleShare, visits);
  const spentMinor = visits * clickMinor;
  const profitOf = (count: number) => count * profitMinor - spentMinor;
  return {
    leads,
    sales,
    leadCostMinor: leadShare > 0 ? costOf(spentMinor, leads, clickMinor / leadShare) : null,
    breakEvenMinor: rangeOf(close, funnel.close.share, profitMinor),
    breakEvenClickMinor: rangeOf(betaOf(both.mean, both.variance), saleShare, profitMinor),
    spentMinor,
    profitMinor: {
      low: profitOf(sales.low),
      expected: profitOf(sales.expected),
      high: profitOf(sales.high),
    },
  };
}

/** Of one lead; that less than one comes is taken as one, since nothing is dearer than all that was spent. */
function costOf(spentMinor: number, leads: Ranged, expected: number): Ranged {
  return {
    low: Math.min(spentMinor / Math.max(leads.high, 1), expected),
    expected,
    high: Math.max(spentMinor / Math.max(leads.low, 1), expected),
  };
}

/** Of two independent shares. */
function productOf(one: Beta, other: Beta): { mean: number; variance: number } {
  const [a, b] = [meanOf(one), meanOf(other)];
  const variance = (varianceOf(one) + a ** 2) * (varianceOf(other) + b ** 2) - (a * b) ** 2;
  return { mean: a * b, variance };
}

/** The share that is seen on `visits` more, of a share that is only known to this variance. */
function withChance(mean: number, variance: number, visits: number): Beta {
  return betaOf(mean, variance + (mean * (1 - mean) - variance) / visits);
}

function rangeOf(beta: Beta, expected: number, times: number): Ranged {
  return {
    low: Math.min(betaQuantile(beta, P10), expected) * times,
    expected: expected * times,
    high: Math.max(betaQuantile(beta, P90), expected) * times,
  };
}
