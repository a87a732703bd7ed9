import type { CheckedLead } from '#app/domain/leads/check-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Pool } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { SETTLED_AT_ONCE, settleBatch } from './settle-batch.server.ts';

/** Transactions of one process side by side: one sells while another one's next step is on its way. */
const LANES = 2;
/** Calls whose clocks differ by more do not share a transaction, which has one moment. */
const SAME_MOMENT_MS = 1_000;

type Call = {
  readonly now: Date;
  left: number;
  failure: { readonly error: unknown } | null;
  readonly end: () => void;
};
type Waiting = { readonly checked: CheckedLead; readonly call: Call };

/** Leads that wait, by their market: niche, place and currency. */
type Line = {
  readonly markets: Map<string, Waiting[]>;
  /** Markets whose leads are being sold now. */
  readonly busy: Set<string>;
  lanes: number;
};

const lines = new WeakMap<Pool, Line>();

/**
 * Gives checked leads their verdict: rejected, duplicate, sold to the best standing orders, or offered on the open
 * market. A lead that has its verdict already is passed over.
 *
 * Calls that come while others are under way are settled together, in transactions of up to 200 leads: what one costs
 * besides its rows is shared. Leads of one market compete for the same orders, so they go into one transaction or one
 * after the other, and do not wait for one another's locks. Settles when each lead of the call is done; a failure is
 * told to the calls whose leads it met, and to no other.
 */
export function settleLeads(db: Db, input: { checked: readonly CheckedLead[]; now: Date }): Promise<void> {
  if (input.checked.length === 0) return Promise.resolve();
  const line = lineOf(db.pool);
  return new Promise((resolve, reject) => {
    const call: Call = {
      now: input.now,
      left: input.checked.length,
      failure: null,
      end: () => (call.failure ? reject(call.failure.error) : resolve()),
    };
    for (const checked of input.checked) {
      const market = marketOf(checked);
      const others = line.markets.get(market);
      if (others) others.push({ checked, call });
      else line.markets.set(market, [{ checked, call }]);
    }
    fillLanes(db, line);
  });
}

function lineOf(pool: Pool): Line {
  const known = lines.get(pool);
  if (known) return known;
  const fresh: Line = { markets: new Map(), busy: new Set(), lanes: 0 };
  lines.set(pool, fresh);
  return fresh;
}

const marketOf = ({ lead }: CheckedLead) => `${lead.niche} ${lead.placeCode} ${lead.currency}`;

function fillLanes(db: Db, line: Line): void {
  while (line.lanes < LANES) {
    const batch = takeBatch(line);
    if (batch.length === 0) return;
    const markets = new Set(batch.map(({ checked }) => marketOf(checked)));
    for (const market of markets) line.busy.add(market);
    line.lanes += 1;
    void settleTogether(db, batch).then(() => {
      for (const market of markets) line.busy.delete(market);
      line.lanes -= 1;
      fillLanes(db, line);
    });
  }
}

/** Whole markets, the one that waited longest first, as far as there is room; none that is being sold now. */
function takeBatch(line: Line): Waiting[] {
  const batch: Waiting[] = [];
  for (const [market, waiting] of [...line.markets]) {
    if (batch.length === SETTLED_AT_ONCE) break;
    if (line.busy.has(market)) continue;
    const moment = (batch[0] ?? waiting[0])?.call.now.getTime() ?? 0;
    const room = SETTLED_AT_ONCE - batch.length;
    const [taken, left] = split(waiting, room, moment);
    if (taken.length === 0) continue;
    batch.push(...taken);
    line.markets.delete(market);
    // A market that has more than its share goes behind those that it would keep waiting.
    if (left.length > 0) line.markets.set(market, left);
  }
  return batch;
}

function split(waiting: readonly Waiting[], room: number, momentMs: number): [Waiting[], Waiting[]] {
  const taken: Waiting[] = [];
  const left: Waiting[] = [];
  for (const one of waiting) {
    const isNow = Math.abs(one.call.now.getTime() - momentMs) <= SAME_MOMENT_MS;
    (isNow && taken.length < room ? taken : left).push(one);
  }
  return [taken, left];
}

/** A batch of several calls that fails is settled call by call, so that what one of them brought does not hurt the others. */
async function settleTogether(db: Db, batch: readonly Waiting[]): Promise<void> {
  const byCall = Map.groupBy(batch, ({ call }) => call);
  const groups = [...byCall.keys()];
  try {
    await settle(db, batch);
    for (const call of groups) finish(call, byCall);
  } catch (error) {
    for (const call of groups) {
      const own = present(byCall.get(call), 'a call of a batch has leads in it');
      if (groups.length === 1) call.failure ??= { error };
      else {
        await settle(db, own).catch((failure: unknown) => {
          call.failure ??= { error: failure };
        });
      }
      finish(call, byCall);
    }
  }
}

/** Nobody's clock is turned back: a transaction happens at the latest of its calls' moments. */
function settle(db: Db, batch: readonly Waiting[]): Promise<void> {
  const nowMs = Math.max(...batch.map(({ call }) => call.now.getTime()));
  // A job that is repeated while it is under way brings a lead twice.
  const leads = new Map(batch.map(({ checked }) => [checked.lead.id, checked]));
  return settleBatch(db, { checked: [...leads.values()], now: new Date(nowMs) });
}

function finish(call: Call, byCall: ReadonlyMap<Call, readonly Waiting[]>): void {
  call.left -= byCall.get(call)?.length ?? 0;
  if (call.left === 0) call.end();
}
