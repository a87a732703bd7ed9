import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useLoaderData, useLocation } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readPriceModel } from '#app/domain/pricing/read-price-model.server.ts';
import { present } from '#app/kernel/assert.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { calculatorWords as words } from '#app/words/en/calculator.ts';
import { DemandOutlook } from './demand-outlook.tsx';
import { FunnelFigures } from './funnel-figures.tsx';
import { loadCalculator } from './load-calculator.ts';
import { nicheChoices } from './names.ts';
import { OtherRegions } from './other-regions.tsx';
import { pickRegion } from './pick-region.ts';
import {
  FUNNEL_FIELDS,
  type FunnelField,
  type FunnelText,
  type ReadFunnel,
  readFunnel,
} from './read-funnel.ts';
import { readOutlook } from './read-outlook.ts';

/** Asked when the page is opened without a question: the niche and place of the published figures. */
const FIRST_NICHE = 'legal.consultation';
const FIRST_REGION = 'RU-MOW';

export const meta: MetaFunction = () => [
  { title: words.meta },
  { name: 'description', content: words.description },
];

/** A link that is old or mistyped asks the first question instead. */
const questionSchema = z.object({
  niche: z.string().max(64).catch(FIRST_NICHE),
  region: z.string().max(32).catch(FIRST_REGION),
  q: z.string().max(80).nullable().catch(null),
});

export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const asked = questionSchema.parse(Object.fromEntries(query));
  const reference = await readReference(db.pool);
  const picked = pickRegion(reference, asked);
  const place = present(picked.region ?? reference.regions.get(FIRST_REGION), 'the first region is known');
  const niche = present(
    reference.niches.get(asked.niche) ?? reference.niches.get(FIRST_NICHE),
    'the first niche is known',
  );
  return {
    ...loadCalculator(reference, { niche, place, query, now, model: await readPriceModel(db.pool) }),
    outlook: await readOutlook(db, reference, { niche, place, now }),
    niches: nicheChoices(reference),
    others: picked.others,
    missed: picked.missed,
  };
}

export default function Calculator() {
  const loaded = useLoaderData<typeof loader>();
  // Anew for each answer of the server; between them, what is typed counts at once.
  const { search } = useLocation();
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-10">
        <Sheet key={search} loaded={loaded} search={search} />
        <DemandOutlook
          outlook={loaded.outlook}
          intro={words.demandIntro(loaded.nicheName, loaded.placeName)}
        />
      </div>
    </>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Sheet({ loaded, search }: { loaded: Loaded; search: string }) {
  const [text, setText] = useState<FunnelText>(loaded.text);
  const read = readFunnel(text, loaded.currency);
  const follow = ({ currentTarget }: FormEvent<HTMLFormElement>) => {
    const sent = new FormData(currentTarget);
    setText(
      Object.fromEntries(FUNNEL_FIELDS.map((field) => [field, String(sent.get(field) ?? '')])) as FunnelText,
    );
  };
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[22rem_1fr] lg:gap-12">
      <Form
        method="get"
        aria-label={words.form}
        onInput={follow}
        className="flex flex-col gap-5 rounded bg-sunken p-4 sm:p-6"
      >
        <Where loaded={loaded} search={search} />
        <Figures loaded={loaded} read={read} />
        <SubmitButton>{words.calculate}</SubmitButton>
        <p className="text-xs text-ink-faint">{words.link}</p>
      </Form>
      <FunnelFigures funnel={read.funnel} loaded={loaded} />
    </div>
  );
}

function Where({ loaded, search }: { loaded: Loaded; search: string }) {
  return (
    <>
      <input type="hidden" name="region" value={loaded.region} />
      <input type="hidden" name="of" value={loaded.of} />
      <Select id="niche" name="niche" label={words.niche} value={loaded.niche} groups={loaded.niches} />
      <TextInput
        id="q"
        name="q"
        label={words.region}
        hint={words.regionHint}
        value={loaded.missed ?? loaded.placeName}
        error={loaded.missed ? words.regionUnknown(loaded.missed, loaded.placeName) : undefined}
        maxLength={80}
      />
      <OtherRegions path="/calculator" search={search} others={loaded.others} />
      <Select
        id="currency"
        name="currency"
        label={words.currency}
        value={loaded.currency}
        choices={CURRENCIES.map((code) => ({ value: code, label: code }))}
      />
    </>
  );
}

function Figures({ loaded, read }: { loaded: Loaded; read: ReadFunnel }) {
  const field = (name: FunnelField, label: string, suffix: string, hint?: string) => (
    <TextInput
      name={name}
      type="text"
      inputMode="decimal"
      label={label}
      hint={hint}
      suffix={suffix}
      value={loaded.text[name]}
      error={read.errors[name]}
      maxLength={24}
    />
  );
  return (
    <>
      {field('visits', words.visits, words.visitsUnit, words.visitsHint)}
      {field('conversion', words.conversion, words.percent, words.conversionHint)}
      {field('close', words.close, words.percent, words.closeHint)}
      {field('profit', words.profit, loaded.currency, words.profitHint)}
      {field('click', words.click, loaded.currency, words.clickHint)}
      <Disclosure summary={words.seen} open={Boolean(read.errors.conversion_seen || read.errors.close_seen)}>
        <p className="text-ink-soft">{words.seenIntro}</p>
        {field('conversion_seen', words.conversionSeen, words.visitsUnit)}
        {field('close_seen', words.closeSeen, words.leadsUnit)}
      </Disclosure>
    </>
  );
}
