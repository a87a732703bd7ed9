import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import type { Answer, Question } from '#app/domain/catalog/question.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { readDisputeOfSale } from '#app/domain/disputes/read-disputes.server.ts';
import { readSalesOfLeads } from '#app/domain/exchange/read-sales.server.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import { sellersSaleJson } from '#app/domain/exchange/sale-json.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { readLead } from '#app/domain/leads/read-leads.server.ts';
import { readSourceSites } from '#app/domain/leads/read-source-sites.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PriceSteps } from '#app/ui/price-steps.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { checks as checkWords } from '#app/words/en/checks.ts';
import { languageName } from '#app/words/en/languages.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { quoteOf } from '../buyer/quote-of.ts';
import { ScoreReasons, toReasonLines } from '../buyer/score-reasons.tsx';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { priceView } from '../public/price-view.ts';
import { CheckLines } from './check-lines.tsx';
import { historyOf } from './lead-history.ts';
import { reasonOf } from './lead-reason.ts';
import { offerName } from './offer-name.ts';
import { useLookAgain } from './use-look-again.ts';

const words = sellerWords.lead;
const LANGUAGE = 'en';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const leadId = args.params.leadId ?? '';
  const lead = await readLead(db.pool, { organisationId: organisation.id, leadId });
  if (!lead) throw new Response(null, { status: 404 });
  const [reference, offer, salesOf, sites] = await Promise.all([
    readReference(db.pool),
    readOffer(db, { organisationId: organisation.id, offerId: lead.offerId }),
    readSalesOfLeads(db, [lead.id]),
    readSourceSites(db, lead.id),
  ]);
  const sales = salesOf.get(lead.id) ?? [];
  return {
    now,
    niche: nicheNameOf(reference, lead.niche),
    place: regionNameOf(reference, lead.placeCode),
    lead: leadView(reference, lead),
    offer: offerName(reference, present(offer, 'a lead has an offer')),
    sites,
    sales: await Promise.all(
      sales.map(async (sale) => ({
        ...saleView(sale, lead),
        disputeId: (await readDisputeOfSale(db, sale.id))?.id ?? null,
      })),
    ),
    history: historyOf({ ...lead, reason: reasonOf(lead) }, sales),
  };
}

/** A lead as its seller may see it. */
function leadView(reference: Reference, lead: Lead) {
  return {
    id: lead.id,
    offerId: lead.offerId,
    status: lead.status,
    test: lead.test,
    reason: reasonOf(lead),
    score: lead.score,
    temperature: lead.temperature,
    scoreReasons: toReasonLines(lead),
    checks: lead.checks.map(({ check, verdict, code, params }) => ({
      check,
      verdict,
      detail: checkWords[code](params),
    })),
    isElsewhere: lead.checks.some(({ code }) => code === 'fit_out_of_area'),
    region: regionNameOf(reference, lead.regionCode),
    city: lead.city,
    language: lead.language,
    wantedWithinDays: lead.wantedWithinDays,
    budget: lead.budget,
    decisionMaker: lead.decisionMaker,
    channel: lead.channel,
    traffic: lead.traffic,
    campaign: lead.campaign,
    subIds: lead.subIds,
    utm: Object.entries(lead.utm).map(([name, value]) => ({
      term: name.startsWith('utm_') ? name : `utm_${name}`,
      value,
    })),
    externalId: lead.externalId,
    ask: { amountMinor: lead.askMinor, currency: lead.currency },
    answers: (reference.niches.get(lead.niche)?.questions ?? []).flatMap((question) => {
      const answer = lead.attributes[question.key];
      return answer === undefined
        ? []
        : [{ term: question.label[LANGUAGE] ?? question.key, value: sayAnswer(question, answer) }];
    }),
  };
}

function sayAnswer(question: Question, answer: Answer): string {
  if (typeof answer === 'boolean') return answer ? words.yes : words.no;
  if (typeof answer === 'number')
    return [answer, question.unit].filter((part) => part !== undefined).join(' ');
  const labelOf = (value: string) =>
    question.options?.find((option) => option.value === value)?.label[LANGUAGE] ?? value;
  return [answer].flat().map(labelOf).join(', ');
}

/** A sale without its buyer: what it brought and why it cost what it cost. */
function saleView(sale: Sale, lead: Lead) {
  const { id, status, auction } = sellersSaleJson(sale, lead);
  const { currency } = sale;
  const quote = priceView(quoteOf(sale.quote));
  return {
    id,
    status,
    price: { amountMinor: sale.priceMinor, currency },
    fee: { amountMinor: sale.feeMinor, currency },
    share: { amountMinor: sale.priceMinor - sale.feeMinor, currency },
    soldAt: sale.soldAt,
    disputeUntil: sale.disputeUntil,
    quote,
    auction:
      auction.kind === 'open_market'
        ? null
        : {
            bids: auction.bid_count,
            losing:
              auction.highest_losing_bid === null
                ? null
                : { amountMinor: BigInt(auction.highest_losing_bid), currency },
          },
  };
}

export default function LeadPage() {
  const { lead, niche, place, sales, history, now } = useLoaderData<typeof loader>();
  useLookAgain(lead.status === 'validating');
  return (
    <>
      <FlashNotice
        notices={{
          sent: { title: words.done.sent },
          repeated: { title: words.done.repeated, tone: 'blue' },
        }}
      />
      <WorkTitle
        title={words.title(niche, place)}
        back={{ to: '/sell/leads', label: words.back }}
        badges={
          <>
            <StateBadge of="lead" state={lead.status} />
            {lead.test && (
              <Badge tone="neutral" sign={false}>
                {sellerWords.leads.test}
              </Badge>
            )}
          </>
        }
        intro={
          lead.temperature !== null &&
          lead.score !== null &&
          words.quality(pageWords.temperatures[lead.temperature], lead.score)
        }
      />
      <div className="flex flex-col gap-8">
        <Outcome />
        {sales.length > 0 && <Sales />}
        <Section id="checks" title={words.checks} intro={words.checksIntro}>
          <ScoreReasons score={lead.score} reasons={lead.scoreReasons} />
          {lead.checks.length === 0 ? <p>{words.noChecks}</p> : <CheckLines checks={lead.checks} />}
        </Section>
        <Section id="history" title={words.history}>
          <Timeline events={history} now={now} />
        </Section>
        <Data />
      </div>
    </>
  );
}

/** What became of it, in a sentence. */
function Outcome() {
  const { lead, sales } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const { outcome } = words;
  switch (lead.status) {
    case 'validating':
      return (
        <div role="status">
          <Notice
            tone="blue"
            title={words.checking}
            text={words.checkingText}
            action={<Link to={pathname}>{words.refresh}</Link>}
          />
        </div>
      );
    case 'rejected':
      return <Notice tone="red" title={outcome.rejected} text={lead.reason} />;
    case 'duplicate':
      return <Notice tone="amber" title={outcome.duplicate} text={lead.reason} />;
    case 'sold':
      return (
        <Notice
          tone="good"
          title={outcome.sold(sales.map(({ share }) => formatMoney(share)))}
          text={sales.some(({ status }) => status === 'held') && outcome.held}
        />
      );
    case 'available':
      return (
        <Notice
          tone="blue"
          title={lead.test ? outcome.availableTest : outcome.available}
          text={lead.isElsewhere && outcome.elsewhere}
        />
      );
    default:
      return <Notice tone="amber" title={outcome[lead.status]} />;
  }
}

function Sales() {
  const { sales, now } = useLoaderData<typeof loader>();
  return (
    <Section id="sales" title={words.sales} intro={words.salesIntro}>
      <ul className="flex flex-col gap-4">
        {sales.map((sale) => (
          <li key={sale.id} className="flex flex-col gap-3 rounded border border-line p-4">
            <DefinitionList
              items={[
                { term: words.share, value: <Money {...sale.share} /> },
                { term: words.price, value: <Money {...sale.price} /> },
                { term: words.fee, value: <Money {...sale.fee} /> },
                { term: words.state, value: <StateBadge of="sale" state={sale.status} /> },
                ...(sale.status === 'held'
                  ? [{ term: words.heldUntil, value: <Moment at={sale.disputeUntil} now={now} exact /> }]
                  : []),
                ...(sale.disputeId
                  ? [
                      {
                        term: words.dispute,
                        value: <Link to={`/sell/disputes/${sale.disputeId}`}>{words.toDispute}</Link>,
                      },
                    ]
                  : []),
              ]}
            />
            <Disclosure summary={words.why}>
              <p>
                {sale.auction
                  ? words.bids(sale.auction.bids, sale.auction.losing && formatMoney(sale.auction.losing))
                  : words.market}
              </p>
              <p>
                {words.fairThen(
                  formatMoney(sale.quote.p10),
                  formatMoney(sale.quote.p50),
                  formatMoney(sale.quote.p90),
                )}
              </p>
              <PriceSteps price={sale.quote} caption={words.quoteCaption} />
            </Disclosure>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Data() {
  const { lead, offer, sites } = useLoaderData<typeof loader>();
  const { fields } = words;
  const given = (term: string, value: string | null | undefined) => (value ? [{ term, value }] : []);
  return (
    <Section id="data" title={words.data} intro={words.contactHidden}>
      <DefinitionList
        items={[
          {
            term: fields.offer,
            value: <Link to={`/sell/offers/${lead.offerId}`}>{offer}</Link>,
          },
          { term: fields.region, value: lead.region },
          ...given(fields.city, lead.city),
          ...given(
            fields.wanted,
            lead.wantedWithinDays === null ? null : words.within(lead.wantedWithinDays),
          ),
          ...lead.answers,
          ...given(fields.language, lead.language && languageName(lead.language)),
          ...given(fields.budget, lead.budget && formatMoney(lead.budget)),
          ...given(
            fields.decisionMaker,
            lead.decisionMaker === null ? null : lead.decisionMaker ? words.yes : words.no,
          ),
          { term: fields.channel, value: sellerWords.channels[lead.channel] },
          ...given(fields.traffic, lead.traffic && sellerWords.trafficName(lead.traffic)),
          ...given(fields.campaign, lead.campaign),
          ...given(fields.subIds, lead.subIds.join(', ')),
          ...lead.utm,
          ...given(fields.site, sites.page),
          ...given(fields.referrer, sites.referrer),
          ...given(fields.externalId, lead.externalId),
          { term: fields.ask, value: <Money {...lead.ask} /> },
          { term: fields.id, value: lead.id },
        ]}
      />
    </Section>
  );
}
