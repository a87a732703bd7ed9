import { accountOf, platformAccount } from '#app/domain/billing/accounts.ts';

type Sale = {
  readonly buyer: string;
  readonly seller: string;
  readonly priceMinor: bigint;
  readonly feeMinor: bigint;
  readonly disputeUntilMs: number;
  status: 'held' | 'disputed' | 'released' | 'refunded';
  dispute: { readonly replyUntilMs: number; replied: boolean; outcome: 'upheld' | 'refused' | null } | null;
};

/** A payment that its bank disputes, as far as it was told here. Minor units. */
type Chargeback = {
  readonly buyer: string;
  readonly chargeId: string;
  status: string;
  withdrawnMinor: bigint;
  frozenMinor: bigint;
  recoveredMinor: bigint;
  reinstatedMinor: bigint;
};

/** What the ledger should come to, kept by rules of its own: written from what the exchange promises, not from its code. */
export type Books = {
  /** Minor units by account; an account that is absent holds nothing. */
  readonly balances: Map<string, bigint>;
  readonly funded: Map<string, bigint>;
  readonly topUps: Map<
    string,
    { readonly buyer: string; readonly amountMinor: bigint; status: 'open' | 'expired' | 'paid' }
  >;
  readonly orders: Map<
    string,
    { readonly buyer: string; readonly topPriceMinor: bigint; lastSoldMs: number }
  >;
  readonly leads: Map<string, { readonly seller: string; readonly askMinor: bigint; waits: boolean }>;
  /** By lead: each is exclusive. */
  readonly sales: Map<string, Sale>;
  readonly payouts: Map<
    string,
    {
      readonly seller: string;
      readonly amountMinor: bigint;
      status: 'pending' | 'sent' | 'failed' | 'reversed';
      /** The parts of it that came back, by their ids. */
      readonly cameBack: Set<string>;
    }
  >;
  /** What came in by card, by our id of the payment. */
  readonly charges: Map<
    string,
    { readonly buyer: string; readonly amountMinor: bigint; readonly paidMs: number; refundedMinor: bigint }
  >;
  readonly refunds: Map<
    string,
    {
      readonly buyer: string;
      readonly chargeId: string;
      readonly amountMinor: bigint;
      status: 'pending' | 'sent' | 'failed';
    }
  >;
  /** How wallets recharge by themselves, by buyer. */
  readonly plans: Map<string, { state: 'on' | 'halted'; haltCode: string | null }>;
  readonly recharges: Map<
    string,
    {
      readonly buyer: string;
      readonly month: string;
      readonly decidedMs: number;
      status: 'pending' | 'asking' | 'paid' | 'declined' | 'canceled';
    }
  >;
  /** By the dispute's id at Stripe. */
  readonly chargebacks: Map<string, Chargeback>;
  readonly reservations: Map<
    string,
    { readonly buyer: string; readonly amountMinor: bigint; end: string | null }
  >;
  /** Bank invoices, and whose. */
  readonly invoices: Map<string, { readonly buyer: string; isPaid: boolean }>;
  readonly batches: Map<
    string,
    {
      readonly seller: string;
      readonly amountMinor: bigint;
      status: 'proposed' | 'approved' | 'sent' | 'rejected';
      readonly approvals: Set<string>;
      isFileTaken: boolean;
      payout: 'pending' | 'sent' | 'paid' | 'returned' | 'cancelled';
    }
  >;
};

export function emptyBooks(): Books {
  return {
    balances: new Map(),
    funded: new Map(),
    topUps: new Map(),
    orders: new Map(),
    leads: new Map(),
    sales: new Map(),
    payouts: new Map(),
    charges: new Map(),
    refunds: new Map(),
    plans: new Map(),
    recharges: new Map(),
    chargebacks: new Map(),
    reservations: new Map(),
    invoices: new Map(),
    batches: new Map(),
  };
}

export const spendable = (organisationId: string) => accountOf(organisationId, 'spendable', 'UAH');
export const pending = (organisationId: string) => accountOf(organisationId, 'pending', 'UAH');
export const available = (organisationId: string) => accountOf(organisationId, 'available', 'UAH');
export const debt = (organisationId: string) => accountOf(organisationId, 'debt', 'UAH');
export const reserved = (organisationId: string) => accountOf(organisationId, 'reserved', 'UAH');
export const platform = (kind: Parameters<typeof platformAccount>[0]) => platformAccount(kind, 'UAH');

export const balanceOf = (books: Books, account: string): bigint => books.balances.get(account) ?? 0n;

export function move(books: Books, from: string, to: string, amountMinor: bigint): void {
  books.balances.set(from, balanceOf(books, from) - amountMinor);
  books.balances.set(to, balanceOf(books, to) + amountMinor);
}

export const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

/** Money that a seller may have paid out; what the seller owes is paid from it first. */
export function becomeAvailable(books: Books, from: string, seller: string, amountMinor: bigint): void {
  move(books, from, available(seller), amountMinor);
  const owed = -balanceOf(books, debt(seller));
  if (owed > 0n) move(books, available(seller), debt(seller), least(owed, amountMinor));
}

/** Money that comes into a wallet from outside; what is owed for lost chargebacks is paid from it first. */
export function comeIn(books: Books, from: string, buyer: string, amountMinor: bigint): void {
  move(books, from, spendable(buyer), amountMinor);
  recover(books, buyer);
}

export function creditByCard(
  books: Books,
  paid: { id: string; buyer: string; amountMinor: bigint; paidMs: number },
): void {
  const { id, buyer, amountMinor, paidMs } = paid;
  books.charges.set(id, { buyer, amountMinor, paidMs, refundedMinor: 0n });
  comeIn(books, platform('stripe_clearing'), buyer, amountMinor);
}

export const owedFor = (one: Chargeback): bigint =>
  one.status === 'lost' ? one.withdrawnMinor - one.frozenMinor - one.recoveredMinor : 0n;

/** An open dispute stops its payer, and so does a lost one that is not paid for; a question of the bank's does not. */
function stops(one: Chargeback): boolean {
  if (one.status.startsWith('warning_') || one.reinstatedMinor > 0n) return false;
  if (one.status === 'won') return one.withdrawnMinor > 0n;
  return one.status === 'lost' ? owedFor(one) > 0n : true;
}

export const isFrozen = (books: Books, buyer: string): boolean =>
  [...books.chargebacks.values()].some((one) => one.buyer === buyer && stops(one));

/** @returns minor units */
export function recover(books: Books, buyer: string): bigint {
  let taken = 0n;
  for (const one of books.chargebacks.values()) {
    const amountMinor = one.buyer === buyer ? least(owedFor(one), balanceOf(books, spendable(buyer))) : 0n;
    if (amountMinor === 0n) continue;
    move(books, spendable(buyer), platform('chargebacks'), amountMinor);
    one.recoveredMinor += amountMinor;
    taken += amountMinor;
  }
  return taken;
}

const WINDOW_MS = 120 * 3_600_000;

/** A tenth for the platform, half a kopeck upwards; the rest waits for the dispute window's end. */
export function sell(
  books: Books,
  sold: { leadId: string; buyer: string; priceMinor: bigint; nowMs: number },
): void {
  const { leadId, buyer, priceMinor, nowMs } = sold;
  const seller = books.leads.get(leadId)?.seller ?? '';
  const feeMinor = (priceMinor + 5n) / 10n;
  move(books, spendable(buyer), pending(seller), priceMinor - feeMinor);
  move(books, spendable(buyer), platform('fees'), feeMinor);
  books.sales.set(leadId, {
    buyer,
    seller,
    priceMinor,
    feeMinor,
    disputeUntilMs: nowMs + WINDOW_MS,
    status: 'held',
    dispute: null,
  });
}

/** An upheld dispute makes the buyer whole. */
export function refund(books: Books, sale: Sale): void {
  move(books, pending(sale.seller), spendable(sale.buyer), sale.priceMinor - sale.feeMinor);
  move(books, platform('fees'), spendable(sale.buyer), sale.feeMinor);
  sale.status = 'refunded';
}
