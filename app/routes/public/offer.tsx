import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { Question } from '#app/domain/catalog/question.ts';
import { readMarketOffers } from '#app/domain/catalog/read-market.server.ts';
import { closedNiches } from '#app/domain/catalog/reference.ts';
import { temperatureOf } from '#app/domain/leads/score-lead.ts';
import { monthOf } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { QUALITY_DAYS } from '#app/domain/reports/offer-quality.ts';
import { readOfferQuality } from '#app/domain/reports/read-offer-quality.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { PriceSteps } from '#app/ui/price-steps.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { ASK_TONES } from '#app/ui/states.ts';
import { languageNames } from '#app/words/en/languages.ts';
import { marketWords } from '#app/words/en/market.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { comparedHref } from './compared.ts';
import { regionNameOf } from './names.ts';
import { offerView, quotesOf } from './offer-view.ts';
import { orderHref } from './order-href.ts';
import { priceHref, priceView } from './price-view.ts';
import { qualityView, type ShownShare } from './quality-view.ts';
import { sayChannels } from './say-channels.ts';
import { sayShare } from './share-of.ts';

const words = marketWords.offer;
const LANGUAGE = 'en';
const OTHER_REGIONS_LIMIT = 30;

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const of = data ? ([data.offer.niche, data.place] as const) : (['', ''] as const);
  return [{ title: words.meta(...of) }, { name: 'description', content: words.description(...of) }];
};

/** An offer is public while it is on the market; whose it is never is. */
export async function loader({ params, context: { db, now } }: LoaderFunctionArgs) {
  const reference = await readPricedReference(db.pool);
  const [offer] = await readMarketOffers(db, {
    offerIds: [params.offerId ?? ''],
    closedNiches: closedNiches(reference),
  });
  if (!offer) throw new Response(null, { status: 404 });
  const month = monthOf(now);
  const temperature = temperatureOf({ wantedWithinDays: null, targetAction: offer.targetAction });
  const counts = await readOfferQuality(db.pool, { offerIds: [offer.id], now });
  const regions = offer.regions.map((code) => ({
    code,
    name: regionNameOf(reference, code),
    href: priceHref({ niche: offer.niche, region: code, temperature, month, copies: offer.maxSells }),
  }));
  return {
    now,
    offer: offerView(reference, offer, { month, wanted: null }),
    place: present(regions[0], 'an offer names a region').name,
    regions,
    price: priceView(present(quotesOf(reference, offer, month)[0], 'an offer is priced in its regions')),
    channels: sayChannels(offer.channels),
    traffic: offer.traffic.map((kind) => sellerWords.traffic[kind]).join(', '),
    languages: languageNames(offer.languages),
    dailyVolume: offer.dailyVolume,
    consentText: offer.consentText,
    createdAt: offer.createdAt,
    orderHref: orderHref(offer),
    compareHref: comparedHref(offer),
    questions: present(reference.niches.get(offer.niche), 'an offer names a known niche').questions.map(
      sayQuestion,
    ),
    quality: qualityView(present(counts.get(offer.id), 'every offer asked about is counted')),
  };
}

function sayQuestion(question: Question) {
  const { key, type, label, unit = null, min = null, max = null, options = [] } = question;
  return {
    key,
    label: label[LANGUAGE] ?? key,
    kind: words.kinds[type],
    range: words.range(min, max, unit),
    options: options.map((option) => option.label[LANGUAGE] ?? option.value).join(', '),
  };
}

export default function Offer() {
  const { offer } = useLoaderData<typeof loader>();
  return (
    <div className="flex flex-col gap-10">
      <Head />
      <Facts />
      <Quality />
      <Fair key={offer.id} />
      <Consent />
      <Questions />
    </div>
  );
}

function Head() {
  const { offer, place, orderHref, compareHref } = useLoaderData<typeof loader>();
  const { verdict } = offer.judged;
  return (
    <div className="flex flex-col gap-4">
      <Link to="/market" className="self-start text-sm">
        {words.back}
      </Link>
      <div className="flex flex-col gap-2">
        <h1 className="text-xl font-semibold tracking-tight">{offer.niche}</h1>
        <p className="text-ink-soft">
          {[offer.sector, place, offer.regionsCount > 1 && pageWords.market.more(offer.regionsCount - 1)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="text-xl font-semibold">
          <Money {...offer.ask} />{' '}
          <span className="text-base font-normal text-ink-soft">{words.perLead}</span>
        </span>
        <Badge tone={ASK_TONES[verdict]}>{pageWords.askVerdicts[verdict]}</Badge>
      </div>
      <p className="max-w-[68ch] text-ink-soft">{words.intro}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={orderHref} kind="main">
          {words.order}
        </ButtonLink>
        <ButtonLink to={compareHref} kind="other">
          {words.compare}
        </ButtonLink>
      </div>
      <p className="max-w-[68ch] text-sm text-ink-faint">{words.orderNote}</p>
    </div>
  );
}

function Facts() {
  const { offer, regions, channels, traffic, languages, dailyVolume, createdAt, now } =
    useLoaderData<typeof loader>();
  return (
    <Section id="facts" title={words.facts}>
      <DefinitionList
        items={[
          {
            term: words.ask,
            value: (
              <>
                <Money {...offer.ask} /> <span className="text-ink-soft">{words.askNote}</span>
              </>
            ),
          },
          {
            term: words.regions,
            value:
              regions.length > offer.regions.length ? (
                <Disclosure summary={words.allRegions(regions.length)}>
                  <p>{regions.map(({ name }) => name).join(' · ')}</p>
                </Disclosure>
              ) : (
                offer.regions.join(' · ')
              ),
          },
          {
            term: words.exclusivity,
            value: offer.exclusivity === 'exclusive' ? words.exclusive : words.shared(offer.maxSells),
          },
          { term: words.action, value: pageWords.targetActions[offer.targetAction] },
          { term: words.channels, value: channels },
          { term: words.traffic, value: traffic || words.trafficUnsaid },
          { term: words.languages, value: languages || words.languagesUnsaid },
          {
            term: words.volume,
            value: dailyVolume === null ? words.volumeUnsaid : words.perDay(dailyVolume),
          },
          { term: words.window, value: words.windowNote(pageWords.market.days(offer.disputeWindowHours)) },
          { term: words.since, value: <Moment at={createdAt} now={now} /> },
        ]}
      />
    </Section>
  );
}

function Quality() {
  const { quality } = useLoaderData<typeof loader>();
  const say = marketWords.quality;
  const tile = (label: string, note: string, share: ShownShare) => ({
    label,
    figure: sayShare(share),
    sub: note,
    sample: share.of,
  });
  return (
    <Section id="quality" title={words.quality} intro={words.qualityIntro(QUALITY_DAYS)}>
      <StatTiles
        label={words.quality}
        tiles={[
          tile(say.acceptance, say.acceptanceNote, quality.acceptance),
          tile(say.sellThrough, say.sellThroughNote, quality.sellThrough),
          tile(say.returns, say.returnsNote, quality.returns),
        ]}
      />
    </Section>
  );
}

function Fair() {
  const { offer, place, regions, price } = useLoaderData<typeof loader>();
  const { currency } = offer.ask;
  const { p10Minor, p90Minor } = offer.judged;
  const others = regions.slice(1, OTHER_REGIONS_LIMIT);
  return (
    <Section id="fair" title={words.fair} intro={words.fairIntro(place)}>
      <div className="flex flex-col gap-1">
        <p className="text-lg font-semibold">
          <Money {...price.p50} />
        </p>
        <p className="text-sm text-ink-faint">
          {pageWords.landing.band(formatMoney(price.p10), formatMoney(price.p90))}
        </p>
        {others.length > 0 && (
          <p className="text-sm text-ink-soft">
            {words.fairOver(
              formatMoney({ amountMinor: p10Minor, currency }),
              formatMoney({ amountMinor: p90Minor, currency }),
              regions.length,
            )}
          </p>
        )}
      </div>
      <PriceSteps price={price} caption={words.fairIntro(place)} />
      {others.length > 0 && (
        <Disclosure summary={words.fairElsewhere}>
          <ul className="flex flex-wrap gap-x-4 gap-y-2">
            {others.map((region) => (
              <li key={region.code}>
                <Link to={region.href}>{region.name}</Link>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Section>
  );
}

function Consent() {
  const { consentText } = useLoaderData<typeof loader>();
  return (
    <Section id="consent" title={words.consent} intro={words.consentIntro}>
      <blockquote className="max-w-[68ch] border-l-2 border-accent pl-4 whitespace-pre-line wrap-anywhere">
        {consentText}
      </blockquote>
    </Section>
  );
}

function Questions() {
  const { questions } = useLoaderData<typeof loader>();
  return (
    <Section
      id="questions"
      title={words.questions}
      intro={questions.length === 0 ? words.noQuestions : words.questionsIntro}
    >
      {questions.length > 0 && (
        <DefinitionList
          items={questions.map((question) => ({
            term: question.label,
            value: [question.kind, question.range, question.options].filter(Boolean).join(': '),
          }))}
        />
      )}
    </Section>
  );
}
