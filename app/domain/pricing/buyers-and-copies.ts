import { assert } from '#app/kernel/assert.ts';

/**
 * Buyers who bid for a lead whose published price is taken as it stands. Assumed: the articles name no number; two are the fewest of
 * whom one can outbid the other.
 */
const USUAL_BUYERS = 2;
/** To how many buyers the lead of a published price is sold. Assumed: the articles speak of one lead and its buyer. */
const USUAL_COPIES = 1;

/** Assumed: that more buyers raise a price and more copies lower it is known, how much is not. */
const BUYERS_ELASTICITY = 0.2;
const COPIES_ELASTICITY = -0.5;

/**
 * What the number of buyers who bid for a lead does to its price: ((1 + buyers) / (1 + usual))^0.2, 1 at the usual two.
 * @param buyers 0 or more; a mean need not be whole
 */
export function buyersMultiplier(buyers: number): number {
  assert(Number.isFinite(buyers) && buyers >= 0, 'buyers are none or more');
  return ((1 + buyers) / (1 + USUAL_BUYERS)) ** BUYERS_ELASTICITY;
}

/**
 * What selling a lead to several buyers does to the price of one copy: (copies / usual)^-0.5, 1 for an exclusive lead.
 * @param copies 1 or more; a mean need not be whole
 */
export function copiesMultiplier(copies: number): number {
  assert(Number.isFinite(copies) && copies >= 1, 'a lead is sold to one buyer or more');
  return (copies / USUAL_COPIES) ** COPIES_ELASTICITY;
}
