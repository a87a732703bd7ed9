import { pause } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { type Stripe, StripeRefused } from '#app/platform/stripe.server.ts';
import { booksWords } from '#app/words/en/books.ts';
import { countUnbooked } from './count-unbooked.server.ts';

/** Payments under way that are asked about one by one. */
const UNDER_WAY_LIMIT = 200;
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 500;

type Amounts = Map<string, bigint>;
type Look = { currencies: string[]; differences: string[] };

/**
 * Whether our account at Stripe holds what the clearing account says, by currency, once what is under way is counted:
 * payments that are paid and not credited yet, payouts and refunds that are booked and not passed on yet, what Stripe did by itself. Since neither side stands
 * still while it is asked, only a difference that two looks agree on is one.
 * @returns the differences as sentences and how many currencies agree, or null when too much is under way
 */
export async function compareWithStripe(
  db: Queryable,
  stripe: Stripe,
): Promise<{ differences: string[]; currencies: number } | null> {
  let before: Look | null = null;
  for (let look = 0; look < LOOKS; look += 1) {
    if (look > 0) await pause(BETWEEN_LOOKS_MS);
    const now = await lookOnce(db, stripe);
    if (now === null) return null;
    const agreed = now.differences.filter((one) => before?.differences.includes(one));
    if (now.differences.length === agreed.length)
      return { differences: agreed, currencies: now.currencies.length - agreed.length };
    before = now;
  }
  return null;
}

async function lookOnce(db: Queryable, stripe: Stripe): Promise<Look | null> {
  const expected = await readClearing(db);
  const underWay = await countUnderWay(db, stripe);
  if (underWay === null) return null;
  for (const [currency, amount] of underWay) add(expected, currency, amount);
  const atStripe = await stripe.readBalance();
  // Only a difference is worth reading Stripe's lines for.
  if ([...expected.keys(), ...atStripe.keys()].some((one) => expected.get(one) !== atStripe.get(one))) {
    const unbooked = await countUnbooked(db, stripe, new Date());
    if (unbooked === null) return null;
    for (const [currency, amount] of unbooked) add(expected, currency, amount);
  }
  const currencies = [...new Set([...expected.keys(), ...atStripe.keys()])].sort();
  const differences = currencies.flatMap((currency) => {
    const [held, said] = [atStripe.get(currency) ?? 0n, expected.get(currency) ?? 0n];
    return held === said ? [] : [booksWords.stripeDiffers(currency, held, said)];
  });
  return { currencies, differences };
}

/** What came in through Stripe less what left through it, minor units. */
async function readClearing(db: Queryable): Promise<Amounts> {
  const { rows } = await db.query<{ currency: string; held: string }>(
    `SELECT a.currency, (coalesce((SELECT sum(amount_minor) FROM transfer WHERE debit_account_id = a.id), 0)
       - coalesce((SELECT sum(amount_minor) FROM transfer WHERE credit_account_id = a.id), 0))::text AS held
     FROM account a WHERE a.organisation_id IS NULL AND a.kind = 'stripe_clearing'`,
  );
  const held = rows.map((row) => [row.currency, BigInt(row.held)] as const);
  return new Map(held.filter(([, amount]) => amount !== 0n));
}

type UnderWay = {
  kind: 'top_up' | 'payout' | 'recharge' | 'refund';
  id: string;
  /** What it is found by at Stripe. */
  place: string;
  currency: string;
  amount: string;
  at: Date;
};

/** How each kind of payment is asked about: whether Stripe holds its amount while the books do not say so yet. */
const HELD: Readonly<Record<UnderWay['kind'], (stripe: Stripe, one: UnderWay) => Promise<boolean>>> = {
  top_up: (stripe, { place }) => isPaid(stripe, place),
  payout: async (stripe, { id }) => (await stripe.findPassedOn(id)) === null,
  recharge: async (stripe, { id, place, at }) => {
    const payment = await stripe.findPayment({ reference: id, customerId: place, since: at });
    return payment?.status === 'paid';
  },
  refund: async (stripe, { id, place }) =>
    (await stripe.findRefund({ reference: id, paymentIntentId: place })) === null,
};

async function countUnderWay(db: Queryable, stripe: Stripe): Promise<Amounts | null> {
  const { rows } = await db.query<UnderWay>(
    `SELECT 'top_up' AS kind, id, stripe_session_id AS place, currency, amount_minor::text AS amount, created_at AS at FROM top_up
       WHERE status <> 'paid' AND stripe_session_id IS NOT NULL AND created_at > now() - interval '2 days'
     UNION ALL SELECT 'payout', id, id, currency, amount_minor::text, created_at FROM payout WHERE status = 'pending'
     UNION ALL SELECT 'recharge', id, stripe_customer_id, currency, amount_minor::text, created_at FROM recharge
       WHERE status <> 'paid' AND created_at > now() - interval '4 days'
     UNION ALL SELECT 'refund', f.id, c.payment_intent_id, f.currency, f.amount_minor::text, f.created_at
       FROM card_refund f JOIN card_charge c ON c.id = f.charge_id WHERE f.status = 'pending'
     LIMIT $1`,
    [UNDER_WAY_LIMIT + 1],
  );
  if (rows.length > UNDER_WAY_LIMIT) return null;
  const sums: Amounts = new Map();
  for (const one of rows) {
    if (await HELD[one.kind](stripe, one)) add(sums, one.currency, BigInt(one.amount));
  }
  return sums;
}

async function isPaid(stripe: Stripe, page: string): Promise<boolean> {
  const asked = stripe.readCheckout(page).catch((error: unknown) => {
    if (error instanceof StripeRefused) return null;
    throw error;
  });
  return (await asked)?.isPaid ?? false;
}

function add(sums: Amounts, currency: string, amount: bigint): void {
  sums.set(currency, (sums.get(currency) ?? 0n) + amount);
}
