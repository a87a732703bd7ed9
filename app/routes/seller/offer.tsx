import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { offerChange, toTerms } from '#app/api/offers.ts';
import { OFFER_STATUSES, type OfferTerms } from '#app/domain/catalog/offer.ts';
import { updateOffer } from '#app/domain/catalog/update-offer.server.ts';
import { readOpenClosure } from '#app/domain/exchange/read-closure.server.ts';
import { readFullRegions } from '#app/domain/exchange/read-full-regions.server.ts';
import { readSellersIncome } from '#app/domain/exchange/read-sellers-income.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { countListedLeads } from '#app/domain/leads/count-listed-leads.server.ts';
import { countSellersLeads, sumLeads } from '#app/domain/leads/count-sellers-leads.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { askPlanWords } from '#app/words/en/ask-plans.ts';
import { closureWords, fullRegionWords } from '#app/words/en/closures.ts';
import { formWords } from '#app/words/en/forms.ts';
import { importWords } from '#app/words/en/imports.ts';
import { languageNames } from '#app/words/en/languages.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { attempt, failed, one, parseForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { leadRequest } from './first-request.ts';
import { OfferForm } from './offer-form.tsx';
import { previewOffer } from './offer-preview.ts';
import { OFFER_FIELDS, OFFER_REFUSALS, offerBodyOf, sayOfferErrors, typedOf } from './offer-values.ts';
import { ownOffer } from './own-offer.ts';
import { chosenRegions, readOfferForm } from './read-offer-form.ts';

const words = sellerWords.offer;
const FIGURES_MS = 30 * DAY_MS;
const COUNT_LIMIT = 10_000;
const EXAMPLE_PHONE = '+380 44 235 89 07';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: words.meta(data?.nicheName ?? '') }];

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const offer = await ownOffer(args, member);
  const { db, now, appUrl } = args.context;
  const { organisation } = member;
  const of = { organisationId: organisation.id, since: after(now, -FIGURES_MS) };
  const [reference, counts, income, waiting, closure, fullRegions] = await Promise.all([
    readPricedReference(db.pool),
    countSellersLeads(db.pool, of),
    readSellersIncome(db.pool, of),
    countListedLeads(db.pool, { limit: COUNT_LIMIT, offerId: offer.id }),
    readOpenClosure(db, { offerId: offer.id }),
    readFullRegions(db, { offerId: offer.id }),
  ]);
  const figures = sumLeads(counts.filter(({ offerId }) => offerId === offer.id));
  const settled = figures.sent - figures.validating;
  const typed = typedOf(offer);
  return {
    now,
    offer,
    nicheName: nicheNameOf(reference, offer.niche),
    places: offer.regions.map((code) => regionNameOf(reference, code)),
    figures: {
      ...figures,
      settled,
      accepted: settled - figures.rejected - figures.duplicate,
      earnedMinor: income.find(({ offerId }) => offerId === offer.id)?.earnedMinor ?? 0n,
    },
    waiting,
    closure,
    fullRegions: fullRegions.map((region) => ({
      ...region,
      name: regionNameOf(reference, region.regionCode),
    })),
    mayWrite: roleReaches(organisation.role, 'manager'),
    seller: organisation.reviewStatus,
    typed,
    preview: previewOffer(reference, typed, now, organisation.id),
    regions: chosenRegions(reference, offer.regions),
    request: leadRequest(
      appUrl,
      { id: offer.id, channel: offer.channels[0] ?? 'form', consentText: offer.consentText },
      { region: offer.regions[0] ?? '', phone: EXAMPLE_PHONE },
      now,
    ),
  };
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const offer = await ownOffer(args, member);
  await requireMember(args, { side: 'sells', role: 'manager' });
  const { db, now } = args.context;
  const reference = await readPricedReference(db.pool);
  const { typed, regionError, shown } = await readOfferForm(
    args.request,
    reference,
    now,
    member.organisation.id,
  );
  const change = (terms: Partial<OfferTerms>) =>
    attempt(
      typed,
      updateOffer(db, {
        organisationId: member.organisation.id,
        offerId: offer.id,
        change: terms,
        actor: member.actor,
        origin: member.origin,
        now,
      }),
      OFFER_REFUSALS,
    );
  const intent = one(typed, 'intent');
  if (intent === 'status') {
    const status = OFFER_STATUSES.find((known) => known === one(typed, 'status')) ?? offer.status;
    const changed = await change({ status });
    if (changed.ok) return redirect(`/sell/offers/${offer.id}?done=${changed.data.status}`);
    return { ...shown, isForm: false, failed: changed.failed };
  }
  if (intent === 'price')
    return { ...shown, isForm: true, failed: sayOfferErrors(failed(typed, {}), regionError) };

  const parsed = parseForm(offerChange, typed, offerBodyOf(typed), OFFER_FIELDS);
  if (!parsed.ok) return { ...shown, isForm: true, failed: sayOfferErrors(parsed.failed, regionError) };
  if (regionError) return { ...shown, isForm: true, failed: sayOfferErrors(failed(typed, {}), regionError) };
  const changed = await change(toTerms(parsed.data));
  if (!changed.ok) return { ...shown, isForm: true, failed: changed.failed };
  const isMoved = changed.data.status !== offer.status || changed.data.status === 'draft';
  return redirect(`/sell/offers/${offer.id}?done=${isMoved ? changed.data.status : 'saved'}`);
}

export default function OfferPage() {
  const { offer, nicheName, places, mayWrite } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { done } = words;
  return (
    <>
      <FlashNotice
        notices={{
          saved: { title: done.saved },
          draft: { title: done.draft, tone: 'blue' },
          review: { title: done.review, tone: 'blue' },
          active: { title: done.active },
          paused: { title: done.paused, tone: 'blue' },
        }}
      />
      <WorkTitle
        title={words.title(nicheName, places[0] ?? '')}
        back={{ to: '/sell/offers', label: sellerWords.offerForm.back }}
        badges={<StateBadge of="offer" state={offer.status} />}
        action={
          offer.status === 'active' && (
            <ButtonLink to={`/sell/leads/new?offer=${offer.id}`} kind="main">
              {words.sendOne}
            </ButtonLink>
          )
        }
      />
      <div className="flex flex-col gap-8">
        {answer && !answer.isForm && answer.failed.refusal && (
          <Notice tone="red" title={answer.failed.refusal} />
        )}
        <Closed />
        <State />
        <Figures />
        <Section id="terms" title={words.terms} intro={mayWrite ? words.termsNote : words.readOnly}>
          {mayWrite ? <Change /> : <Terms />}
        </Section>
        <Section id="price" title={askPlanWords.link} intro={askPlanWords.linkMeans}>
          <div>
            <ButtonLink to={`/sell/offers/${offer.id}/price`} kind="other">
              {askPlanWords.open}
            </ButtonLink>
          </div>
        </Section>
        <Section id="forms" title={formWords.link} intro={formWords.linkMeans}>
          <div>
            <ButtonLink to={`/sell/offers/${offer.id}/forms`} kind="other">
              {formWords.title}
            </ButtonLink>
          </div>
        </Section>
        {offer.status === 'active' && <Sending />}
        {mayWrite && <OtherWays />}
      </div>
    </>
  );
}

/** Clicks that are paid for now would bring leads that nobody buys. */
function Closed() {
  const { closure, fullRegions, offer, now } = useLoaderData<typeof loader>();
  if (offer.status !== 'active') return null;
  if (!closure) return fullRegions.length === 0 ? null : <FullRegions />;
  return (
    <Notice
      tone="amber"
      title={closureWords.title}
      text={
        <>
          <p>{closureWords.text}</p>
          <p className="flex flex-wrap gap-x-4">
            <span>
              {closureWords.since} <Moment at={closure.since} now={now} />
            </span>
            {closure.opensAt && (
              <span>
                {closureWords.opens} <Moment at={closure.opensAt} now={now} />
              </span>
            )}
          </p>
        </>
      }
    />
  );
}

/** It sells, but not what comes from everywhere. */
function FullRegions() {
  const { fullRegions, now } = useLoaderData<typeof loader>();
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="amber" title={fullRegionWords.title} text={fullRegionWords.text} />
      <DataTable
        caption={fullRegionWords.caption}
        rows={fullRegions}
        rowKey={({ id }) => id}
        columns={[
          { key: 'region', head: fullRegionWords.region, kind: 'text', cell: ({ name }) => name },
          {
            key: 'since',
            head: fullRegionWords.since,
            cell: ({ since }) => <Moment at={since} now={now} />,
          },
          {
            key: 'opens',
            head: fullRegionWords.opens,
            cell: ({ opensAt }) => (opensAt ? <Moment at={opensAt} now={now} /> : fullRegionWords.unknown),
          },
        ]}
      />
    </div>
  );
}

/** What holds for it now, and the acts that change that; what they mean stands beside them. */
function State() {
  const { offer, now, mayWrite, waiting, seller, preview } = useLoaderData<typeof loader>();
  const { review, status } = offer;
  const isReviewed = seller !== 'approved' || Boolean(preview.niche?.isReviewed);
  const isLetIn = review.reviewedAt !== null && review.reason === null;
  return (
    <>
      {status === 'draft' && review.reason && (
        <Notice
          tone="amber"
          title={words.sentBack}
          text={
            <>
              <p>{review.reason}</p>
              <p>{words.sentBackDo}</p>
            </>
          }
        />
      )}
      {status === 'review' && (
        <Notice
          tone="blue"
          title={words.inReview}
          text={
            <>
              <p>
                {words.inReviewBefore} <Moment at={review.submittedAt ?? offer.createdAt} now={now} />
                {words.inReviewAfter}
              </p>
              {review.reason && <p>{words.earlierReason(review.reason)}</p>}
            </>
          }
          action={mayWrite && <StatusButton to="draft">{words.withdraw}</StatusButton>}
        />
      )}
      {mayWrite && status === 'active' && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <StatusButton to="paused">{words.pause}</StatusButton>
          <p className="text-ink-soft">{words.pauseMeans(waiting)}</p>
        </div>
      )}
      {mayWrite && status === 'paused' && seller !== 'refused' && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <StatusButton to="active" isMain>
            {isReviewed && !isLetIn ? words.resumeReview : words.resume}
          </StatusButton>
          <p className="text-ink-soft">{words.pauseMeans(waiting)}</p>
        </div>
      )}
    </>
  );
}

function StatusButton(props: { to: string; isMain?: boolean; children: string }) {
  return (
    <PostButton fields={{ intent: 'status', status: props.to }} kind={props.isMain ? 'main' : 'other'} small>
      {props.children}
    </PostButton>
  );
}

function Figures() {
  const { offer, figures } = useLoaderData<typeof loader>();
  const percent = (part: number, whole: number) =>
    whole === 0 ? sellerWords.share.none : sellerWords.share.percent(part / whole);
  return (
    <section aria-labelledby="figures" className="flex flex-col gap-3">
      <h2 id="figures" className="text-base font-semibold">
        {words.figures}
      </h2>
      <StatTiles
        label={words.figures}
        tiles={[
          { label: words.sent, figure: figures.sent, to: `/sell/leads?offer=${offer.id}` },
          {
            label: words.accepted,
            figure: percent(figures.accepted, figures.settled),
            sub: figures.accepted,
            sample: figures.settled,
          },
          {
            label: words.sold,
            figure: percent(figures.sold, figures.accepted),
            sub: figures.sold,
            sample: figures.accepted,
          },
          {
            label: words.earned,
            figure: <Money amountMinor={figures.earnedMinor} currency={offer.currency} />,
          },
        ]}
      />
    </section>
  );
}

function Change() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const sent = answer?.isForm ? answer : null;
  return (
    <OfferForm
      key={loaded.offer.status}
      typed={loaded.typed}
      failed={sent?.failed ?? null}
      preview={sent?.preview ?? loaded.preview}
      regions={sent?.regions ?? loaded.regions}
      niches={[]}
      seller={loaded.seller}
      status={loaded.offer.status}
    />
  );
}

function Terms() {
  const { offer, places, nicheName } = useLoaderData<typeof loader>();
  const form = sellerWords.offerForm;
  return (
    <DefinitionList
      items={[
        { term: form.niche, value: nicheName },
        { term: form.regions, value: places.join('; ') },
        { term: form.ask, value: <Money amountMinor={offer.askMinor} currency={offer.currency} /> },
        {
          term: form.exclusivity,
          value:
            offer.exclusivity === 'exclusive'
              ? pageWords.exclusivities.exclusive
              : pageWords.market.shared(offer.maxSells),
        },
        { term: form.targetAction, value: pageWords.targetActions[offer.targetAction] },
        { term: form.window, value: sellerWords.days(offer.disputeWindowHours) },
        {
          term: form.channels,
          value: offer.channels.map((channel) => sellerWords.channels[channel]).join(', '),
        },
        {
          term: form.trafficKinds,
          value: offer.traffic.map((kind) => sellerWords.traffic[kind]).join(', ') || words.notSaid,
        },
        { term: form.languages, value: languageNames(offer.languages) || words.notSaid },
        { term: form.landingUrl, value: offer.landingUrl ?? words.notSaid },
        { term: form.consent, value: offer.consentText },
      ]}
    />
  );
}

function Sending() {
  const { request, offer } = useLoaderData<typeof loader>();
  return (
    <Section
      id="sending"
      title={words.api}
      intro={words.apiIntro}
      aside={<Link to={`/sell/offers/${offer.id}/api`}>{words.apiPage}</Link>}
    >
      <CodeBlock label={sellerWords.home.start.send.curl} code={request} />
    </Section>
  );
}

function OtherWays() {
  const { offer } = useLoaderData<typeof loader>();
  return (
    <Section id="ways" title={words.ways} intro={words.waysIntro}>
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <Link to={`/sell/offers/${offer.id}/channels`}>{words.channels}</Link>
        <Link to="/sell/import">{importWords.link}</Link>
        <Link to={`/sell/postbacks?offer=${offer.id}`}>{words.postbacks}</Link>
        <Link to={`/sell/acceptance?offer=${offer.id}`}>{words.acceptance}</Link>
      </p>
    </Section>
  );
}
