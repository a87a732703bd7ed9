import { Link } from '@remix-run/react';
import { bidCountOf } from '#app/domain/exchange/auction-record.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { PriceSteps } from '#app/ui/price-steps.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { priceView } from '../public/price-view.ts';
import { quoteOf } from './quote-of.ts';

const words = buyerWords.sale;

export type Deal = ReturnType<typeof toDeal>;

/** What was paid and why, and what happens to the money: as the buyer may see it, without other buyers' winning bids. */
export function toDeal(
  sale: Sale,
  seen: { now: Date; say: (at: Date) => string; disputeId: string | null; mayChangeOrders: boolean },
) {
  const { currency, auction } = sale;
  const { now, say, disputeId } = seen;
  const leftMs = sale.disputeUntil.getTime() - now.getTime();
  const inCurrency = (text: string) => formatMoney({ amountMinor: BigInt(text), currency });
  const losing = auction.kind === 'second_price' ? (auction.bids[auction.copies] ?? null) : null;
  return {
    price: formatMoney({ amountMinor: sale.priceMinor, currency }),
    ask: inCurrency(auction.ask),
    auction:
      auction.kind === 'second_price'
        ? { copies: auction.copies, bids: bidCountOf(auction), losing: losing && inCurrency(losing) }
        : null,
    orderHref: sale.orderId && (seen.mayChangeOrders ? `/buy/orders/${sale.orderId}` : '/buy/orders'),
    status: sale.status,
    soldAt: say(sale.soldAt),
    disputeUntil: say(sale.disputeUntil),
    windowLeftMs: leftMs > 0 ? leftMs : null,
    canClaim: sale.status === 'held' && leftMs > 0 && disputeId === null,
    disputeId,
    fair: priceView(quoteOf(sale.quote)),
  };
}

/** Where the money is, and how long a bad lead can be claimed. */
export function SaleMoney({ deal, saleId }: { deal: Deal; saleId: string }) {
  return (
    <Section id="money" title={words.money}>
      <DefinitionList
        items={[
          {
            term: words.paid,
            value: (
              <a href="#price" className="font-medium">
                {deal.price}
              </a>
            ),
          },
          { term: words.soldAt, value: deal.soldAt },
          ...(deal.orderHref
            ? [
                {
                  term: words.order,
                  value: <Link to={deal.orderHref}>{words.orderLink}</Link>,
                },
              ]
            : []),
          {
            term: words.state,
            value: (
              <span className="flex flex-col items-start gap-1">
                <StateBadge of="sale" state={deal.status} />
                <span className="text-ink-soft">{stateText(deal)}</span>
              </span>
            ),
          },
          {
            term: words.window,
            value: (
              <span className="flex flex-col items-start gap-3">
                {deal.windowLeftMs === null
                  ? words.windowOver(deal.disputeUntil)
                  : words.windowOpen(buyerWords.duration(deal.windowLeftMs), deal.disputeUntil)}
                {deal.canClaim && (
                  <ButtonLink to={`/buy/inbox/${saleId}/dispute`} kind="other">
                    {words.claim}
                  </ButtonLink>
                )}
                {deal.disputeId && <Link to={`/buy/disputes/${deal.disputeId}`}>{words.seeDispute}</Link>}
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}

function stateText(deal: Deal): string {
  switch (deal.status) {
    case 'held':
      return words.held(deal.disputeUntil);
    case 'disputed':
      return words.disputed;
    case 'released':
      return words.released;
    case 'refunded':
      return words.refundedMoney;
  }
}

/** How the price came about, and the quote it is held against, both as they were frozen. */
export function SalePrice({ deal }: { deal: Deal }) {
  const { auction, fair } = deal;
  return (
    <Section id="price" title={words.price} intro={words.priceIntro}>
      <div className="max-w-xl">
        <DefinitionList
          items={[
            { term: words.paid, value: deal.price },
            { term: words.how, value: auction ? words.secondPrice : words.openMarket },
            { term: words.ask, value: deal.ask },
            ...(auction
              ? [
                  { term: words.copies, value: String(auction.copies) },
                  { term: words.bids, value: words.bidsOf(auction.bids) },
                  { term: words.losing, value: auction.losing ?? words.noLosing },
                ]
              : []),
            {
              term: words.fairBand,
              value: words.band(formatMoney(fair.p10), formatMoney(fair.p90), formatMoney(fair.p50)),
            },
          ]}
        />
      </div>
      <div className="flex flex-col gap-3">
        <h3 className="font-medium">{words.quote}</h3>
        <p className="text-ink-soft">{words.quoteIntro(fair.modelVersion)}</p>
        <PriceSteps price={fair} caption={words.quote} />
      </div>
    </Section>
  );
}
