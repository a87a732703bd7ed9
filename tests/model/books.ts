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
  };
}

export const spendable = (organisationId: string) => accountOf(organisationId, 'spendable', 'UAH');
export const pending = (organisationId: string) => accountOf(organisationId, 'pending', 'UAH');
export const available = (organisationId: string) => accountOf(organisationId, 'available', 'UAH');
export const platform = (kind: Parameters<typeof platformAccount>[0]) => platformAccount(kind, 'UAH');

export const balanceOf = (books: Books, account: string): bigint => books.balances.get(account) ?? 0n;

export function move(books: Books, from: string, to: string, amountMinor: bigint): void {
  books.balances.set(from, balanceOf(books, from) - amountMinor);
  books.balances.set(to, balanceOf(books, to) + amountMinor);
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
