import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { competitionWords as words } from '#app/words/en/competition.ts';
import type { CompetitionView } from './read-competition-view.ts';

const MINUTE_LENGTH = 16;

/** How many buy and sell such leads, for who decides a price; or why that is not known. */
export function CompetitionFacts({ competition }: { competition: CompetitionView | null }) {
  return (
    <Section id="competition" title={words.title} intro={words.intro}>
      {competition ? <Figures of={competition} /> : <EmptyState {...words.none} />}
    </Section>
  );
}

function Figures({ of }: { of: CompetitionView }) {
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency: of.currency });
  const mean = (value: number | null) => (value === null ? words.unknown : value.toFixed(1));
  const { topMinor } = of;
  return (
    <div className="flex flex-col gap-4">
      <StatTiles
        label={words.label}
        tiles={[
          { label: words.buyers, figure: of.buyers, sub: words.buyersOf(of.orders) },
          { label: words.sellers, figure: of.sellers, sub: words.sellersOf(of.offers) },
          { label: words.perLead, figure: mean(of.buyersPerLead), sub: words.perLeadOf(of.leads) },
          { label: words.copies, figure: mean(of.copiesPerLead), sub: words.copiesOf(of.sold) },
        ]}
      />
      {topMinor ? (
        <div className="flex flex-col gap-1">
          <h3 className="text-sm font-medium">{words.tops}</h3>
          <p className="max-w-[68ch] text-sm">
            {words.topsOf(money(topMinor.q25), money(topMinor.q50), money(topMinor.q75))}
          </p>
        </div>
      ) : (
        <p className="max-w-[68ch] text-sm text-ink-soft">{words.topsHidden}</p>
      )}
      <p className="text-xs text-ink-faint">
        {words.source(of.placeName, of.measuredAt.toISOString().slice(0, MINUTE_LENGTH).replace('T', ' '))}
        {topMinor && ` ${words.topsNote(of.ratesOf)}`}
      </p>
    </div>
  );
}
