import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { monthOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Money as Amount } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Money } from '#app/ui/money.tsx';
import { MonthChart } from '#app/ui/month-chart.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PriceSteps } from '#app/ui/price-steps.tsx';
import { RankedBars } from '#app/ui/ranked-bars.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { chartWords } from '#app/words/en/charts.ts';
import { outlookWords } from '#app/words/en/outlooks.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { CompetitionFacts } from './competition-facts.tsx';
import { nicheChoices, nicheName, regionName, regionNameOf } from './names.ts';
import { OtherRegions } from './other-regions.tsx';
import { outlookHref } from './outlook-href.ts';
import { pickRegion } from './pick-region.ts';
import { priceView } from './price-view.ts';
import { pricesAsOf } from './prices-as-of.ts';
import { rankRegions } from './rank-regions.ts';
import { readCompetitionView } from './read-competition-view.ts';

const words = pageWords.prices;
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
/** Asked when the page is opened without a question: the niche and place of the published figures. */
const FIRST_NICHE = 'legal.consultation';
const FIRST_REGION = 'RU-MOW';
const REGIONS_OPEN = 10;
const MOST_BUYERS = 10;
const MOST_COPIES = 10;
const SCORES = [20, 35, 50, 65, 80];

export const meta: MetaFunction = () => [
  { title: words.meta },
  { name: 'description', content: words.description },
];

/** A link that is old or mistyped asks the first question instead. */
const questionSchema = z.object({
  niche: z.string().max(64).catch(FIRST_NICHE),
  region: z.string().max(32).catch(FIRST_REGION),
  q: z.string().max(80).nullable().catch(null),
  month: z.coerce.number().int().min(1).max(12).nullable().catch(null),
  temperature: z.enum(['cold', 'warm', 'hot']).catch('warm'),
  buyers: z.coerce.number().int().min(1).max(MOST_BUYERS).nullable().catch(null),
  copies: z.coerce.number().int().min(1).max(MOST_COPIES).nullable().catch(null),
  score: z.coerce.number().int().min(1).max(100).nullable().catch(null),
});

export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const asked = questionSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reference = await readPricedReference(db.pool);
  const picked = pickRegion(reference, asked);
  const place = present(picked.region ?? reference.regions.get(FIRST_REGION), 'the first region is known');
  const niche = present(
    reference.niches.get(asked.niche) ?? reference.niches.get(FIRST_NICHE),
    'the first niche is known',
  );
  const { temperature } = asked;
  const month = asked.month ?? monthOf(now);
  const currency = defaultCurrency(place.countryCode);
  const lead = {
    temperature,
    buyers: asked.buyers ?? undefined,
    copies: asked.copies ?? undefined,
    score: asked.score ?? undefined,
  };
  const quoteOf = (one: number) => quotePlace(reference, { niche, place, month: one, currency, ...lead });
  return {
    asked: { niche: niche.code, region: place.code, month, ...lead },
    nicheName: nicheName(niche),
    placeName: regionName(reference, place),
    niches: nicheChoices(reference),
    others: picked.others,
    missed: picked.missed,
    currency,
    price: priceView(quoteOf(month)),
    ...pricesAsOf(reference, now),
    country: regionNameOf(reference, place.countryCode),
    regions: rankRegions(reference, { niche, place, month, currency, ...lead }),
    competition: await readCompetitionView(db, reference, { niche, place, currency, now }),
    year: MONTHS.map((one) => {
      const { p10Minor, p50Minor, p90Minor } = quoteOf(one);
      return { month: one, p10Minor, p50Minor, p90Minor };
    }),
  };
}

export default function Prices() {
  const { asked, nicheName, placeName, price, year, currency, date, daysOld, regions, country, competition } =
    useLoaderData<typeof loader>();
  const isFitted = chartWords.isFitted(price.modelVersion);
  const source = chartWords.source(price.modelVersion, date);
  const chosen = regions.find(({ isChosen }) => isChosen);
  const month = pageWords.months[asked.month - 1] ?? '';
  const heading = words.heading(pageWords.temperatures[asked.temperature], nicheName, placeName, month);
  const offersQuery = new URLSearchParams({ niche: asked.niche, region: asked.region });
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-10">
        <Question />
        <section aria-labelledby="answer" className="flex flex-col gap-4">
          <div role="status">
            <h2 id="answer" className="text-lg font-semibold">
              {heading}
            </h2>
          </div>
          <Band p10={price.p10} p50={price.p50} p90={price.p90} />
          <p className="max-w-[68ch] text-sm text-ink-soft">
            {isFitted ? `${words.fitted} ${words.asOf(date, daysOld)}` : words.coldStart}
          </p>
          <p className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
            <Link to={`/market?${offersQuery}`}>{words.offers}</Link>
            <Link to={`/calculator?${offersQuery}`}>{words.calculator}</Link>
            <Link to={outlookHref({ niche: asked.niche, region: asked.region, currency })}>
              {outlookWords.link}
            </Link>
          </p>
        </section>
        <Section id="factors" title={words.factors} intro={words.factorsIntro}>
          <PriceSteps price={price} caption={heading} date={date} />
        </Section>
        <CompetitionFacts competition={competition} />
        <Section id="year" title={words.year} intro={words.yearIntro}>
          <MonthChart
            prices={year}
            currency={currency}
            chosenMonth={asked.month}
            source={source}
            isSeasonAssumed={price.steps.some(({ factor, assumed }) => factor === 'season' && assumed)}
          />
        </Section>
        {regions.length > 1 && (
          <Section
            id="regions"
            title={words.regions(country)}
            intro={chosen ? words.regionRank(chosen.name, chosen.rank, regions.length) : words.regionsIntro}
          >
            <RankedBars
              title={words.regionsTitle(country)}
              unit={words.regionsUnit(currency)}
              source={source}
              prices={regions}
              first={REGIONS_OPEN}
              restLabel={words.regionsRest(regions.length - REGIONS_OPEN)}
            />
          </Section>
        )}
      </div>
    </>
  );
}

function Question() {
  const { asked, niches, placeName, others, missed } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <Form method="get" aria-label={words.question} className="flex flex-col gap-4 rounded bg-sunken p-4">
      <input type="hidden" name="region" value={asked.region} />
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Select id="niche" name="niche" label={words.niche} value={asked.niche} groups={niches} />
        <TextInput
          id="q"
          name="q"
          label={words.region}
          hint={words.regionHint}
          value={missed ?? placeName}
          error={missed ? words.regionUnknown(missed, placeName) : undefined}
          maxLength={80}
        />
        <Select
          id="month"
          name="month"
          label={words.month}
          value={String(asked.month)}
          choices={MONTHS.map((one) => ({ value: String(one), label: pageWords.months[one - 1] ?? '' }))}
        />
        <Select
          id="temperature"
          name="temperature"
          label={words.temperature}
          value={asked.temperature}
          choices={(['cold', 'warm', 'hot'] as const).map((value) => ({
            value,
            label: pageWords.temperatures[value],
          }))}
        />
        <HowMany
          name="buyers"
          label={words.buyers}
          hint={words.buyersHint}
          value={asked.buyers}
          most={MOST_BUYERS}
          say={words.buyersOf}
        />
        <HowMany
          name="copies"
          label={words.copies}
          hint={words.copiesHint}
          value={asked.copies}
          most={MOST_COPIES}
          say={words.copiesOf}
        />
        <Select
          id="score"
          name="score"
          label={words.score}
          hint={words.scoreHint}
          value={asked.score ? String(asked.score) : ''}
          choices={[
            { value: '', label: words.usual },
            ...[...new Set([...SCORES, ...(asked.score ? [asked.score] : [])])]
              .sort((a, b) => a - b)
              .map((value) => ({ value: String(value), label: String(value) })),
          ]}
        />
      </div>
      <OtherRegions path="/prices" search={search} others={others} />
      <div>
        <SubmitButton>{words.show}</SubmitButton>
      </div>
    </Form>
  );
}

/** A number from one to the most, or as usual. */
function HowMany(props: {
  name: string;
  label: string;
  hint: string;
  value: number | undefined;
  most: number;
  say: (n: number) => string;
}) {
  const { name, label, hint, value, most, say } = props;
  const numbers = Array.from({ length: most }, (_, at) => ({ value: String(at + 1), label: say(at + 1) }));
  return (
    <Select
      id={name}
      name={name}
      label={label}
      hint={hint}
      value={value ? String(value) : ''}
      choices={[{ value: '', label: words.usual }, ...numbers]}
    />
  );
}

function Band({ p10, p50, p90 }: { p10: Amount; p50: Amount; p90: Amount }) {
  const parts = [
    { name: words.p10, note: words.p10Note, amount: p10, size: 'text-lg' },
    { name: words.p50, note: words.p50Note, amount: p50, size: 'text-xl font-semibold' },
    { name: words.p90, note: words.p90Note, amount: p90, size: 'text-lg' },
  ];
  return (
    <dl className="grid gap-4 rounded border border-line p-4 shadow sm:grid-cols-3">
      {parts.map((part) => (
        <div key={part.name} className="flex flex-col">
          <dt className="text-sm text-ink-faint">{part.name}</dt>
          <dd className={part.size}>
            <Money {...part.amount} />
          </dd>
          <dd className="text-xs text-ink-faint">{part.note}</dd>
        </div>
      ))}
    </dl>
  );
}
