import { Form, Link, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { PriceVerdict } from '#app/domain/pricing/price-ladder.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { SubmitButton } from '#app/ui/button.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { MonthChart } from '#app/ui/month-chart.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { calculatorWords } from '#app/words/en/calculator.ts';
import { chartWords } from '#app/words/en/charts.ts';
import { outlookWords } from '#app/words/en/outlooks.ts';
import { priceAdviceWords as words } from '#app/words/en/price-advice.ts';
import type { PriceMarket } from './load-price-market.ts';
import { CompetitionFacts } from './public/competition-facts.tsx';
import { DemandOutlook } from './public/demand-outlook.tsx';
import { OtherRegions } from './public/other-regions.tsx';
import { outlookHref } from './public/outlook-href.ts';

export const VERDICT_TONES: Record<PriceVerdict, Tone> = {
  below_cost: 'red',
  low: 'blue',
  ok: 'good',
  high: 'amber',
  above_break_even: 'red',
};

export function VerdictBadge({ verdict }: { verdict: PriceVerdict }) {
  return <Badge tone={VERDICT_TONES[verdict]}>{words.verdicts[verdict]}</Badge>;
}

/** Which leads the page is about. */
export function MarketQuestion({ market, children }: { market: PriceMarket; children?: ReactNode }) {
  const { pathname, search } = useLocation();
  return (
    <Form method="get" aria-label={words.form} className="flex flex-col gap-4 rounded bg-sunken p-4">
      <input type="hidden" name="region" value={market.region} />
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Select name="niche" label={words.niche} value={market.niche} groups={market.niches} />
        <TextInput
          name="q"
          label={words.region}
          hint={words.regionHint}
          value={market.missed ?? market.placeName}
          error={market.missed ? words.regionUnknown(market.missed, market.placeName) : undefined}
          maxLength={80}
        />
        <Select
          name="currency"
          label={words.currency}
          value={market.currency}
          choices={CURRENCIES.map((code) => ({ value: code, label: code }))}
        />
        {children}
      </div>
      <OtherRegions path={pathname} search={search} others={market.others} />
      <div>
        <SubmitButton>{words.show}</SubmitButton>
      </div>
    </Form>
  );
}

/** The one figure that is advised, and what it follows from. */
export function Recommended(props: {
  market: PriceMarket;
  label: string;
  price: bigint;
  note: string;
  action: ReactNode;
}) {
  const { market } = props;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency: market.currency });
  const { p10Minor, p50Minor, p90Minor } = market.band;
  return (
    <div className="flex flex-col items-start gap-3 rounded border border-line p-4 shadow sm:p-6">
      <div className="flex flex-col gap-1">
        <p className="text-sm text-ink-faint">{props.label}</p>
        <p className="text-xl font-semibold tabular-nums">{money(props.price)}</p>
        <p className="text-sm text-ink-soft">{props.note}</p>
      </div>
      <p className="max-w-[68ch] text-sm text-ink-soft">
        {words.fair(money(p50Minor), money(p10Minor), money(p90Minor))}{' '}
        <a href={market.whyHref}>{words.why}</a>
      </p>
      {props.action}
    </div>
  );
}

/** Who competes for such leads, and their price and number through the year. */
export function MarketAhead({ market }: { market: PriceMarket }) {
  return (
    <>
      <CompetitionFacts competition={market.competition} />
      <Section id="year" title={words.year} intro={words.yearIntro}>
        <MonthChart
          prices={market.year}
          currency={market.currency}
          chosenMonth={market.month}
          source={chartWords.source(market.modelVersion, market.date)}
          isSeasonAssumed={market.isSeasonAssumed}
        />
      </Section>
      <DemandOutlook
        outlook={market.outlook}
        intro={calculatorWords.demandIntro(market.nicheName, market.placeName)}
      />
      <p>
        <Link to={outlookHref({ niche: market.niche, region: market.region, currency: market.currency })}>
          {outlookWords.link}
        </Link>
      </p>
    </>
  );
}
