import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { PriceSteps } from '#app/ui/price-steps.tsx';
import { Section } from '#app/ui/section.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { ChecksMade } from './checks-made.tsx';
import { copiesText } from './listing-line.ts';
import type { LoadedListing } from './load-listing.ts';
import { NeedFacts } from './need-facts.tsx';
import { ScoreReasons } from './score-reasons.tsx';

const words = buyerWords.listing;

/** What is known of a lead before it is bought, and what its price is held against. */
export function ListingView({ data }: { data: LoadedListing }) {
  const { line, fair } = data;
  return (
    <div className="flex flex-col gap-8">
      <div className="grid items-start gap-8 lg:grid-cols-2">
        <Section id="need" title={words.need} intro={words.masked}>
          <NeedFacts need={data.need} />
        </Section>
        <div className="flex min-w-0 flex-col gap-8">
          <Section id="terms" title={words.price}>
            <DefinitionList
              items={[
                { term: words.ask, value: <span className="font-semibold">{line.price}</span> },
                {
                  term: words.fair,
                  value: (
                    <a href="#fair">
                      {buyerWords.sale.band(
                        formatMoney(fair.p10),
                        formatMoney(fair.p90),
                        formatMoney(fair.p50),
                      )}
                    </a>
                  ),
                },
                { term: words.exclusivity, value: copiesText(line) },
                { term: words.window, value: words.hours(line.disputeWindowHours) },
                { term: words.came, value: <Moment at={line.createdAt} now={data.now} /> },
                {
                  term: words.balance,
                  value: formatMoney({ amountMinor: data.balanceMinor, currency: line.currency }),
                },
              ]}
            />
          </Section>
          <Section id="checks" title={buyerWords.sale.checks}>
            <ScoreReasons score={data.need.score} reasons={data.need.scoreReasons} />
            <ChecksMade checks={line.checks} />
          </Section>
        </div>
      </div>
      <Section id="fair" title={words.fair} intro={words.fairIntro}>
        <PriceSteps price={fair} caption={words.fair} />
      </Section>
    </div>
  );
}
