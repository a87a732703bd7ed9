import { describe, expect, it } from 'vitest';
import { auction, type Bidder, bidOf } from './auction.ts';

let serial = 0;
function bidder(topPriceMinor: bigint, more: Partial<Bidder> = {}): Bidder {
  serial += 1;
  return {
    orderId: `ord_${String(serial).padStart(4, '0')}`,
    organisationId: `org_${serial}`,
    topPriceMinor,
    budgetLeftMinor: null,
    copiesLeft: null,
    walletMinor: 1_000_000n,
    lastSoldAt: null,
    turn: 0,
    ...more,
  };
}

describe('the auction of a lead', () => {
  it('goes to the highest bid at the second highest', () => {
    const [a, b, c] = [bidder(500n), bidder(900n), bidder(700n)];
    const result = auction({ askMinor: 100n, copies: 1, bidders: [a, b, c] });
    expect(result.winners.map((w) => w.orderId)).toEqual([b.orderId]);
    expect(result.priceMinor).toBe(700n);
    expect(result.bids.map((bid) => bid.bidMinor)).toEqual([900n, 700n, 500n]);
  });

  it('costs the ask where nobody else bids that much', () => {
    expect(auction({ askMinor: 600n, copies: 1, bidders: [bidder(900n), bidder(500n)] }).priceMinor).toBe(
      600n,
    );
    expect(auction({ askMinor: 600n, copies: 1, bidders: [bidder(900n)] }).priceMinor).toBe(600n);
  });

  it('has no winner below the ask', () => {
    const result = auction({ askMinor: 600n, copies: 1, bidders: [bidder(599n)] });
    expect(result).toEqual({ winners: [], priceMinor: null, bids: [] });
  });

  it('lets an organisation bid once: its second order does not raise its price', () => {
    const first = bidder(900n, { organisationId: 'org_same' });
    const second = bidder(800n, { organisationId: 'org_same' });
    const other = bidder(300n);
    expect(auction({ askMinor: 100n, copies: 1, bidders: [first, second, other] }).priceMinor).toBe(300n);
  });

  it('counts a bid only as far as wallet and budget reach, so that nobody is outbid by money that is not there', () => {
    const poor = bidder(900n, { walletMinor: 200n });
    const bound = bidder(900n, { budgetLeftMinor: 400n });
    const full = bidder(900n, { copiesLeft: 0 });
    const sound = bidder(500n);
    const result = auction({ askMinor: 100n, copies: 1, bidders: [poor, bound, full, sound] });
    expect(result.winners[0]?.orderId).toBe(sound.orderId);
    expect(result.priceMinor).toBe(400n);
    expect(result.bids.map((bid) => bid.bidMinor)).toEqual([500n, 400n, 200n]);
  });

  it('sells copies of a shared lead to different organisations at one price', () => {
    const result = auction({
      askMinor: 100n,
      copies: 2,
      bidders: [bidder(900n), bidder(800n), bidder(300n)],
    });
    expect(result.winners.map((w) => w.bidMinor)).toEqual([900n, 800n]);
    expect(result.priceMinor).toBe(300n);
  });

  it('gives equal bids to who bought longest ago, then to the older order', () => {
    const recent = bidder(500n, { lastSoldAt: new Date('2026-11-02') });
    const earlier = bidder(500n, { lastSoldAt: new Date('2026-11-01') });
    const never = bidder(500n);
    const win = (bidders: Bidder[]) => auction({ askMinor: 1n, copies: 1, bidders }).winners[0]?.orderId;
    expect(win([recent, earlier])).toBe(earlier.orderId);
    expect(win([recent, never, earlier])).toBe(never.orderId);
    expect(win([bidder(500n, { orderId: 'ord_b' }), bidder(500n, { orderId: 'ord_a' })])).toBe('ord_a');
  });

  it('never charges above a bid nor below the ask, whatever the bids', () => {
    let seed = 20_261_123;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed % below;
    };
    for (let round = 0; round < 2_000; round += 1) {
      const bidders = Array.from({ length: random(8) }, () =>
        bidder(BigInt(1 + random(1_000)), {
          organisationId: `org_${random(5)}`,
          walletMinor: BigInt(random(1_500)),
          budgetLeftMinor: random(2) ? BigInt(random(1_500)) : null,
          copiesLeft: random(4) ? null : random(2),
        }),
      );
      const askMinor = BigInt(1 + random(600));
      const copies = 1 + random(3);
      const { winners, priceMinor, bids } = auction({ askMinor, copies, bidders });
      expect(winners.length).toBe(Math.min(copies, bids.length));
      expect(new Set(bids.map((bid) => bid.organisationId)).size).toBe(bids.length);
      for (const winner of winners) {
        expect(priceMinor).toBeGreaterThanOrEqual(askMinor);
        expect(winner.bidMinor).toBeGreaterThanOrEqual(priceMinor as bigint);
        const by = bidders.find((one) => one.orderId === winner.orderId) as Bidder;
        expect(bidOf(by)).toBe(winner.bidMinor);
        expect(by.topPriceMinor).toBeGreaterThanOrEqual(priceMinor as bigint);
      }
    }
  });
});
