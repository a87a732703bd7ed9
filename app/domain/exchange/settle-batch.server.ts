import { accountOf } from '#app/domain/billing/accounts.ts';
import { lockWallets } from '#app/domain/billing/lock-wallets.server.ts';
import { knownLanguage } from '#app/domain/catalog/language.ts';
import { feeOf, type Reference, tradeOf } from '#app/domain/catalog/reference.ts';
import { type CheckedLead, NEAR_DUPLICATE } from '#app/domain/leads/check-leads.server.ts';
import type { CheckResult } from '#app/domain/leads/check-result.ts';
import { type ClaimOutcome, claimContacts } from '#app/domain/leads/claim-contacts.server.ts';
import { isClaimed } from '#app/domain/leads/is-claimed.server.ts';
import { lockWaitingLeads } from '#app/domain/leads/lock-waiting-leads.server.ts';
import { type LeadVerdict, recordVerdicts } from '#app/domain/leads/record-verdicts.server.ts';
import { rereadLists } from '#app/domain/leads/reread-lists.server.ts';
import { monthOf, type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { assert, present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { shareRoundedHalfUp } from '#app/kernel/money.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { auction, type Bidder } from './auction.ts';
import { type Candidates, findCandidates, NO_CANDIDATES } from './find-candidates.server.ts';
import { type LockedOrder, lockOrders } from './lock-orders.server.ts';
import { type NewSale, recordSales } from './record-sales.server.ts';

/** Leads of one transaction at most. */
export const SETTLED_AT_ONCE = 200;
/** Rounds on end that settled nothing, after which leads whose finalists have no room left look for no others. */
const IDLE_ROUNDS = 3;
/** By how much further each round looks than the one before. */
const DEEPER = 4;
const ACTOR = { actor: 'worker', origin: 'job:lead-accepted' };

/**
 * Gives up to 200 checked leads their verdict. Each round is one transaction; a lead that has its verdict already is
 * passed over.
 */
export async function settleBatch(
  db: Db,
  input: { checked: readonly CheckedLead[]; now: Date },
): Promise<void> {
  assert(input.checked.length <= SETTLED_AT_ONCE, 'a batch of leads has a bound');
  const reference = await readPricedReference(db.pool);
  let waiting = [...input.checked].sort((a, b) => (a.lead.id < b.lead.id ? -1 : 1));
  let idle = 0;
  let depth = 1;
  for (let round = 1; waiting.length > 0; round += 1) {
    const sellable = waiting.filter(
      ({ refusal, lead }) => refusal === null && !lead.test && tradeOf(reference, lead.niche) !== 'forbidden',
    );
    const candidates = await findCandidates(db.pool, { reference, leads: sellable, depth, now: input.now });
    // Each round settles one lead at the least, the first of those that contend for a contact, or finds one that a list refuses now.
    assert(
      round <= (input.checked.length + 1) * (IDLE_ROUNDS + 2),
      'a batch is settled in a bounded number of rounds',
    );
    const isLast = idle >= IDLE_ROUNDS;
    const contending = await transact(db.pool, (tx) =>
      settleRound(tx, db, { reference, checked: waiting, candidates, now: input.now, isLast }),
    ).catch((error: unknown) => {
      if (error instanceof ListsGrew) return error;
      throw error;
    });
    if (contending instanceof ListsGrew) {
      const { listed } = contending;
      waiting = waiting.map((one) => listed.get(one.lead.id) ?? one);
      continue;
    }
    idle = contending.size < waiting.length ? 0 : idle + 1;
    depth *= DEEPER;
    waiting = waiting.filter((one) => contending.has(one.lead.id));
  }
}

/** Leads came onto a list that refuses them after they were checked: the round is undone with all it claimed, and made anew. */
class ListsGrew extends Error {
  readonly listed: ReadonlyMap<string, CheckedLead>;

  constructor(listed: ReadonlyMap<string, CheckedLead>) {
    super('a suppression list grew');
    this.listed = listed;
  }
}

type Round = {
  reference: PricedReference;
  checked: readonly CheckedLead[];
  candidates: ReadonlyMap<string, Candidates>;
  now: Date;
  isLast: boolean;
};

/** @returns ids of the leads left for another round */
async function settleRound(tx: Tx, db: Db, round: Round): Promise<Set<string>> {
  const locked = await lockWaitingLeads(
    tx,
    round.checked.map(({ lead }) => lead.id),
  );
  const here = round.checked.filter(({ lead }) => locked.has(lead.id));
  const claimable = here.filter((one) => one.refusal === null && !one.lead.test);
  const claims = await claimContacts(tx, {
    claims: claimable.map((one) => ({
      leadId: one.lead.id,
      nicheCode: one.lead.niche,
      hashes: one.contactHashes,
    })),
    now: round.now,
  });
  const claimed = claimable.filter(({ lead }) => claims.get(lead.id) === 'claimed');
  const book = await openBook(tx, round, claimed);
  const listed = await rereadLists(
    tx,
    claimed.filter(({ lead }) => candidatesOf(round, lead.id).orderIds.length > 0),
  );
  if ([...listed.values()].some(({ refusal }) => refusal !== null)) throw new ListsGrew(listed);
  const contending = new Set<string>();
  const verdicts: LeadVerdict[] = [];
  const sales: NewSale[] = [];
  for (const before of here) {
    const checked = listed.get(before.lead.id) ?? before;
    const { lead } = checked;
    const claim = claims.get(lead.id) ?? (lead.test ? await lookAtClaims(tx, checked, round.now) : null);
    if (claim === 'contended') {
      contending.add(lead.id);
      continue;
    }
    const sold = claim === 'claimed' ? sellOne(round, book, checked) : [];
    if (sold === 'look_further') contending.add(lead.id);
    else {
      sales.push(...sold);
      verdicts.push(verdictOf(checked, claim, sold.length));
    }
  }
  await recordSales(tx, db.queue, { sales, ...ACTOR, now: round.now });
  await recordVerdicts(tx, db.queue, { verdicts, now: round.now });
  return contending;
}

/** A test lead is told what a real one would be, and takes nothing. */
async function lookAtClaims(
  tx: Tx,
  { lead, contactHashes, refusal }: CheckedLead,
  now: Date,
): Promise<Newness> {
  if (refusal) return null;
  return (await isClaimed(tx, { nicheCode: lead.niche, hashes: contactHashes, now })) ? 'taken' : 'free';
}

/** What the orders of this round have left, counted down as leads are sold to them. */
type Book = {
  orders: Map<string, LockedOrder>;
  /** Minor units by wallet. */
  wallets: Map<string, bigint>;
  /** Sold in this round, by order; `turn` is the number of the round's sale that it bought last. */
  sold: Map<string, { copies: number; spentMinor: bigint; turn: number }>;
  turns: number;
};

async function openBook(tx: Tx, round: Round, claimed: readonly CheckedLead[]): Promise<Book> {
  const orderIds = new Set(claimed.flatMap(({ lead }) => candidatesOf(round, lead.id).orderIds));
  const orders = await lockOrders(tx, {
    orderIds: [...orderIds],
    sellerIds: [...new Set(claimed.map(({ lead }) => lead.organisationId))],
    now: round.now,
  });
  const walletIds = new Set([...orders.values()].map(walletOf));
  const locked = await lockWallets(tx, [...walletIds]);
  // Money that was frozen after the orders were read buys nothing.
  const wallets = new Map([...locked].map(([id, { heldMinor, frozen }]) => [id, frozen ? 0n : heldMinor]));
  return { orders, wallets, sold: new Map(), turns: 0 };
}

const candidatesOf = ({ candidates }: Round, leadId: string) => candidates.get(leadId) ?? NO_CANDIDATES;

const NOTHING_SOLD = { copies: 0, spentMinor: 0n, turn: 0 };

const walletOf = (order: LockedOrder) => accountOf(order.organisationId, 'spendable', order.currency);

function sellOne(round: Round, book: Book, checked: CheckedLead): NewSale[] | 'look_further' {
  const { lead } = checked;
  const { orderIds, organisations, beyondMinor } = candidatesOf(round, lead.id);
  const copies = lead.maxSells - lead.salesCount;
  const finalists = orderIds.flatMap((id) => book.orders.get(id) ?? []);
  const bidders = finalists
    .filter((order) => wants(round.reference, order, checked))
    .map((order) => toBidder(book, order, round.now));
  const { winners, priceMinor, bids } = auction({ askMinor: lead.askMinor, copies, bidders });
  // Who was not looked at may bid more than the one that sets the price, or in its place.
  const mayBeOutbid = beyondMinor !== null && (bids[copies]?.bidMinor ?? 0n) < beyondMinor;
  if (mayBeOutbid && !round.isLast) return 'look_further';
  if (winners.length === 0 || priceMinor === null) return [];
  const others = organisations - new Set(finalists.map(({ organisationId }) => organisationId)).size;
  const bidCount = bids.length + others;
  const niche = present(round.reference.niches.get(lead.niche), 'a lead is in a known niche');
  const place = present(round.reference.regions.get(lead.placeCode), 'a lead lies in a known region');
  const { temperature } = checked;
  const quote = quotePlace(round.reference, {
    niche,
    place,
    month: monthOf(round.now),
    at: round.now,
    temperature,
    currency: lead.currency,
    copies: lead.maxSells,
    buyers: bidCount,
    score: checked.score,
    answers: lead.attributes,
  });
  return winners.map((winner): NewSale => {
    const order = present(book.orders.get(winner.orderId), 'a winner is an order of this round');
    takeRoom(book, order, priceMinor);
    return {
      id: newId('sale', round.now.getTime()),
      leadId: lead.id,
      offerId: lead.offerId,
      orderId: order.id,
      sellerOrganisationId: lead.organisationId,
      buyerOrganisationId: order.organisationId,
      currency: lead.currency,
      askMinor: lead.askMinor,
      topPriceMinor: order.topPriceMinor,
      priceMinor,
      feeMinor: shareRoundedHalfUp(priceMinor, feeOf(round.reference, niche, lead.organisationId)),
      quote,
      auction: {
        kind: 'second_price',
        ask: lead.askMinor.toString(),
        copies,
        bidders: bidCount,
        bids: bids.map(({ bidMinor }) => bidMinor.toString()),
      },
      disputeWindowHours: lead.disputeWindowHours,
      temperature,
    };
  });
}

/** What may have changed between the search and the lock is looked at again. */
function wants(
  reference: Reference,
  order: LockedOrder,
  { lead, temperature, score, results, passedOver }: CheckedLead,
): boolean {
  const niches = present(reference.niches.get(lead.niche), 'a lead is in a known niche').path;
  const regions = present(reference.regions.get(lead.placeCode), 'a lead lies in a known region').path;
  return (
    order.active &&
    order.currency === lead.currency &&
    order.topPriceMinor >= lead.askMinor &&
    niches.some((code) => order.niches.includes(code)) &&
    regions.some((code) => order.regions.includes(code)) &&
    order.organisationId !== lead.organisationId &&
    !order.barredSellers.includes(lead.organisationId) &&
    !passedOver.includes(order.organisationId) &&
    (order.temperatures.length === 0 || order.temperatures.includes(temperature)) &&
    score >= order.minScore &&
    (order.acceptUnknown || results.every(({ verdict }) => verdict !== 'unknown')) &&
    speaks(order, knownLanguage(lead.language))
  );
}

/** Who does not say what they speak is bought by who buys what is unknown. */
function speaks(order: LockedOrder, language: string | null): boolean {
  if (order.languages.length === 0) return true;
  return language === null ? order.acceptUnknown : order.languages.includes(language);
}

function toBidder(book: Book, order: LockedOrder, now: Date): Bidder {
  const sold = book.sold.get(order.id) ?? NOTHING_SOLD;
  return {
    orderId: order.id,
    organisationId: order.organisationId,
    topPriceMinor: order.topPriceMinor,
    budgetLeftMinor: order.budgetLeftMinor === null ? null : order.budgetLeftMinor - sold.spentMinor,
    copiesLeft: order.copiesLeft === null ? null : order.copiesLeft - sold.copies,
    walletMinor: book.wallets.get(walletOf(order)) ?? 0n,
    lastSoldAt: sold.turn > 0 ? now : order.lastSoldAt,
    turn: sold.turn,
  };
}

function takeRoom(book: Book, order: LockedOrder, priceMinor: bigint): void {
  const sold = book.sold.get(order.id) ?? NOTHING_SOLD;
  book.turns += 1;
  book.sold.set(order.id, {
    copies: sold.copies + 1,
    spentMinor: sold.spentMinor + priceMinor,
    turn: book.turns,
  });
  book.wallets.set(walletOf(order), (book.wallets.get(walletOf(order)) ?? 0n) - priceMinor);
}

/** What is said of a contact's being new here: by its claim, or for a test lead, which claims nothing, by a look. */
type Newness = ClaimOutcome | 'free' | null;

function verdictOf(checked: CheckedLead, newness: Newness, salesCount: number): LeadVerdict {
  const { lead, results, refusal, score, temperature } = checked;
  const claimCount = newness === 'claimed' ? checked.contactHashes.length : 0;
  const base = { leadId: lead.id, score, temperature, salesCount, claimCount, marks: checked.marks };
  const checks = [...results, duplicateResult(newness, checked.isNearDuplicate)];
  if (refusal) {
    return { ...base, status: 'rejected', reason: { code: refusal.code, params: refusal.params }, checks };
  }
  if (newness === 'taken')
    return { ...base, status: 'duplicate', reason: { code: 'duplicate_claimed', params: {} }, checks };
  return { ...base, status: salesCount > 0 ? 'sold' : 'available', reason: null, checks };
}

function duplicateResult(newness: Newness, isNearDuplicate: boolean): CheckResult {
  if (newness === null) return { check: 'duplicate', verdict: 'unknown', code: 'not_run', params: {} };
  if (newness === 'taken')
    return { check: 'duplicate', verdict: 'fail', code: 'duplicate_claimed', params: {} };
  return isNearDuplicate
    ? NEAR_DUPLICATE
    : { check: 'duplicate', verdict: 'pass', code: 'duplicate_none', params: {} };
}
