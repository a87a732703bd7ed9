import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { decideOffer } from '#app/domain/catalog/decide-offer.server.ts';
import { readAnyOffer } from '#app/domain/catalog/read-offers-in-review.server.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { monthOf } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { ASK_TONES } from '#app/ui/states.ts';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { languageNames } from '#app/words/en/languages.ts';
import { moderationWords } from '#app/words/en/moderation.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { Written } from '../dispute-parts.tsx';
import { attempt, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { LandingPage } from './landing-page.tsx';
import { toOfferLine } from './offer-line.ts';
import { ReasonField, readReason } from './reason-field.tsx';
import { offerOf, seenAs } from './seen-offer.ts';
import { TradeBadge } from './trade-badge.tsx';

const words = moderationWords.offer;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const offer = await findOffer(args);
  const [reference, organisations] = await Promise.all([
    readPricedReference(db.pool),
    readOrganisationsById(db, [offer.organisationId]),
  ]);
  return {
    offer,
    line: toOfferLine(reference, offer, monthOf(now)),
    niche: nicheNameOf(reference, offer.niche),
    regions: offer.regions.map((code) => regionNameOf(reference, code)),
    seller: present(organisations.get(offer.organisationId), 'an offer has a seller'),
  };
}

/** @throws Response 404 where there is no such offer */
async function findOffer({ context: { db }, params }: LoaderFunctionArgs) {
  const offer = await readAnyOffer(db, params.offerId ?? '');
  if (!offer) throw new Response(null, { status: 404 });
  return offer;
}

export async function action(args: ActionFunctionArgs) {
  const { actor, origin } = await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const { id } = await findOffer(args);
  const typed = await readForm(args.request);
  const intent = one(typed, 'intent');
  const read = intent === 'refuse' ? readReason(typed, words.errors) : null;
  if (read && !read.ok) return { failed: read.failed, intent };
  const [seen] = seenAs(one(typed, 'offer'));
  if (seen?.offerId !== id) throw new Response(null, { status: 400 });
  const decision = read ? ('refused' as const) : ('approved' as const);
  const decided = await attempt(
    typed,
    decideOffer(db, { ...seen, decision, reason: read?.reason ?? null, actor, origin, now }),
  );
  if (!decided.ok) return { failed: decided.failed, intent };
  throw redirect(`/moderate/offers/${id}?done=${decision}`);
}

export default function Offer() {
  const { offer, line, niche, seller } = useLoaderData<typeof loader>();
  return (
    <>
      <FlashNotice notices={words.notices} />
      <WorkTitle
        title={niche}
        back={{ to: '/moderate/offers', label: words.back }}
        badges={
          <>
            <StateBadge of="offer" state={offer.status} />
            <TradeBadge trade={line.trade} />
          </>
        }
        intro={
          <Link to={`/moderate/sellers/${offer.organisationId}`} className="wrap-anywhere">
            {seller.name}
          </Link>
        }
      />
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <Facts />
          <Section id="consent" title={words.consent} intro={words.consentIntro}>
            <Written text={offer.consentText} empty={moderationWords.notGiven} />
          </Section>
        </div>
        <Decision />
      </div>
    </>
  );
}

function Facts() {
  const { offer, line, regions, seller } = useLoaderData<typeof loader>();
  const { verdict, p10Minor, p50Minor, p90Minor } = line.judged;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: line.ask.currency });
  return (
    <Section id="what" title={words.what}>
      <DefinitionList
        items={[
          {
            term: words.seller,
            value: (
              <span className="flex flex-wrap items-center gap-2">
                {seller.name} <StateBadge of="review" state={seller.reviewStatus} />
              </span>
            ),
          },
          {
            term: words.niche,
            value: (
              <>
                <TradeBadge trade={line.trade} />
                <span className="block pt-1 text-xs text-ink-faint">
                  {moderationWords.trades[line.trade][1]}
                </span>
              </>
            ),
          },
          { term: words.regions, value: regions.join('; ') },
          { term: words.page, value: <LandingPage url={offer.landingUrl} /> },
          { term: words.target, value: pageWords.targetActions[offer.targetAction] },
          {
            term: words.channels,
            value: offer.channels.map((channel) => sellerWords.channels[channel]).join(', '),
          },
          {
            term: words.traffic,
            value:
              offer.traffic.map((kind) => sellerWords.traffic[kind]).join(', ') || moderationWords.notGiven,
          },
          { term: words.languages, value: languageNames(offer.languages) || moderationWords.notGiven },
          { term: words.ask, value: <Money {...line.ask} /> },
          {
            term: words.fair,
            value: (
              <span className="flex flex-col items-start gap-1">
                <Badge tone={ASK_TONES[verdict]}>{pageWords.askVerdicts[verdict]}</Badge>
                <span>
                  {words.band(write(p10Minor), write(p90Minor))}, {words.median(write(p50Minor))}
                </span>
                <Link to={line.whyHref}>{words.why}</Link>
              </span>
            ),
          },
          {
            term: words.exclusivity,
            value:
              offer.exclusivity === 'exclusive'
                ? pageWords.exclusivities.exclusive
                : words.shared(offer.maxSells),
          },
          { term: words.window, value: words.hours(offer.disputeWindowHours) },
          { term: words.volume, value: offer.dailyVolume ?? moderationWords.notGiven },
        ]}
      />
    </Section>
  );
}

/** One of three: the offer waits for nothing, the seller comes first, or it is decided here. */
function Decision() {
  const { offer, line, seller } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const fields = { offer: offerOf(line) };
  const failedOf = (intent: string) => (answer?.intent === intent ? answer.failed : null);
  if (offer.status !== 'review')
    return (
      <Notice
        tone="blue"
        title={words.notInReview}
        text={offer.review.reason ? `${words.lastReason} ${offer.review.reason}` : undefined}
      />
    );
  const toRefuse = failedOf('refuse');
  return (
    <div className="flex min-w-0 flex-col gap-8">
      {seller.reviewStatus === 'approved' ? (
        line.trade !== 'forbidden' && (
          <Section id="approve" title={words.approve} intro={words.approveText}>
            <PostForm failed={failedOf('approve')} label={words.approve}>
              <HiddenFields fields={{ ...fields, intent: 'approve' }} />
              <div>
                <SubmitButton>{words.approve}</SubmitButton>
              </div>
            </PostForm>
          </Section>
        )
      ) : (
        <Notice
          tone="amber"
          title={words.sellerFirst.title}
          text={words.sellerFirst.text}
          action={
            <ButtonLink to={`/moderate/sellers/${offer.organisationId}`} kind="other">
              {words.sellerFirst.action}
            </ButtonLink>
          }
        />
      )}
      <Section id="refuse" title={words.refuse}>
        <PostForm failed={toRefuse} label={words.refuse}>
          <HiddenFields fields={{ ...fields, intent: 'refuse' }} />
          <ReasonField
            label={words.reason}
            hint={words.reasonHint}
            typed={toRefuse?.typed ?? {}}
            failed={toRefuse}
          />
          <div>
            <SubmitButton kind="danger">{words.refuseSubmit}</SubmitButton>
          </div>
        </PostForm>
      </Section>
    </div>
  );
}
