import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { decideOnSeller } from '#app/domain/casework/decide-on-seller.server.ts';
import { countListedOffers, readWaitingOffersOf } from '#app/domain/catalog/read-offers-in-review.server.ts';
import { countDisputes } from '#app/domain/disputes/count-disputes.server.ts';
import { countSales } from '#app/domain/exchange/count-sales.server.ts';
import { readSellerInReview } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { monthOf } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { countWithdrawals } from '#app/domain/privacy/count-withdrawals.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { SubmitButton } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choice-group.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { moderationWords } from '#app/words/en/moderation.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { readingWords } from '#app/words/en/privacy.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { all, attempt, one, readForm, type Typed } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { LandingPage } from './landing-page.tsx';
import { toOfferLine } from './offer-line.ts';
import { ReasonField, readReason } from './reason-field.tsx';
import { offerOf, seenAs } from './seen-offer.ts';
import { TradeBadge } from './trade-badge.tsx';

const words = moderationWords.seller;
const OFFERS_SHOWN = 50;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const seller = await findSeller(args);
  const of = { organisationId: seller.id, side: 'seller' as const };
  const [reference, offers, disputes, sales, withdrawals] = await Promise.all([
    readPricedReference(db.pool),
    readWaitingOffersOf(db, { organisationId: seller.id, limit: OFFERS_SHOWN }),
    countDisputes(db, of),
    countSales(db, of),
    countWithdrawals(db, seller.id),
  ]);
  return {
    now,
    seller,
    disputes,
    sales,
    withdrawals,
    offers: offers.map((offer) => toOfferLine(reference, offer, monthOf(now))),
  };
}

/** @throws Response 404 where no organisation of that id sells */
async function findSeller({ context: { db }, params }: LoaderFunctionArgs) {
  const seller = await readSellerInReview(db, params.organisationId ?? '');
  if (!seller) throw new Response(null, { status: 404 });
  return seller;
}

export async function action(args: ActionFunctionArgs) {
  const { actor, origin } = await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const { id: organisationId, name } = await findSeller(args);
  const typed = await readForm(args.request);
  const intent = one(typed, 'intent');
  if (intent === 'refuse') {
    const read = readReason(typed, words.errors);
    if (!read.ok) return { failed: read.failed, intent, ask: null };
    if (one(typed, 'confirmed') !== 'yes') {
      const listed = await countListedOffers(db, organisationId);
      return { failed: null, intent, ask: askToRefuse(name, listed, read.reason) };
    }
  }
  const decision = intent === 'refuse' ? ('refused' as const) : ('approved' as const);
  const decided = await attempt(
    typed,
    decideOnSeller(db, {
      organisationId,
      decision,
      reason: one(typed, 'reason'),
      offers: all(typed, 'offers').flatMap(seenAs),
      actor,
      origin,
      now,
    }),
  );
  if (!decided.ok) return { failed: decided.failed, intent, ask: null };
  throw redirect(`/moderate/sellers/${organisationId}?done=${decision}`);
}

function askToRefuse(name: string, listed: number, reason: string) {
  return {
    title: words.ask.title,
    text: words.ask.text,
    figures: [
      { label: words.ask.seller, value: name },
      { label: words.ask.offers, value: String(listed) },
      { label: words.ask.reason, value: reason },
    ],
    fields: { intent: 'refuse', reason },
    confirmLabel: words.ask.confirm,
    tone: 'danger' as const,
  };
}

export default function Seller() {
  const { seller, offers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/moderate/sellers/${seller.id}`} />}
      <FlashNotice notices={words.notices} />
      <WorkTitle
        title={seller.name}
        back={{ to: '/moderate/sellers', label: words.back }}
        badges={
          <>
            <StateBadge of="review" state={seller.reviewStatus} />
            {seller.isBlocked && <Badge tone="red">{words.blocked}</Badge>}
          </>
        }
      />
      {seller.reviewReason && (
        <div className="pb-6">
          <Notice tone="red" title={words.lastReason} text={seller.reviewReason} />
        </div>
      )}
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <Who />
          <Section id="offers" title={words.offers} intro={words.offersIntro}>
            {offers.length === 0 ? <p className="text-sm text-ink-faint">{words.offersNone}</p> : <Offers />}
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          {seller.reviewStatus !== 'approved' && <Approve />}
          {seller.reviewStatus !== 'refused' && <Refuse typed={answer?.failed?.typed ?? {}} />}
        </div>
      </div>
    </>
  );
}

function Who() {
  const { seller, disputes, sales, withdrawals, now } = useLoaderData<typeof loader>();
  return (
    <Section id="who" title={words.who}>
      <DefinitionList
        items={[
          { term: words.country, value: uiWords.countryName(seller.countryCode) },
          { term: words.page, value: <LandingPage url={seller.landingUrl} /> },
          { term: words.joined, value: <Moment at={seller.createdAt} now={now} exact /> },
          {
            term: words.disputes,
            value: `${words.disputesOf(disputes.opened, disputes.upheld, disputes.refused)} ${words.ofSales(sales)}`,
          },
          { term: readingWords.withdrawals, value: String(withdrawals.withdrawn) },
          { term: readingWords.complaints, value: String(withdrawals.neverAsked) },
        ]}
      />
      <DataTable
        caption={words.people}
        rows={seller.people}
        rowKey={(person) => person.email}
        columns={[
          { key: 'name', head: words.person, cell: (person) => person.name },
          {
            key: 'email',
            head: words.email,
            cell: (person) => (
              <span className="flex flex-col items-end gap-1 md:items-start">
                <span className="wrap-anywhere">{person.email}</span>
                <Badge tone={person.isConfirmed ? 'good' : 'amber'}>
                  {person.isConfirmed ? words.confirmed : words.unconfirmed}
                </Badge>
              </span>
            ),
          },
          { key: 'role', head: words.role, cell: (person) => words.roles[person.role] },
        ]}
      />
    </Section>
  );
}

function Offers() {
  const { offers } = useLoaderData<typeof loader>();
  return (
    <ul className="flex flex-col">
      {offers.map((offer) => (
        <li key={offer.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-3">
          <Link to={`/moderate/offers/${offer.id}`} className="inline-flex min-h-6 items-center font-medium">
            {offer.name}
          </Link>
          <span className="text-sm tabular-nums">{formatMoney(offer.ask)}</span>
          <TradeBadge trade={offer.trade} />
        </li>
      ))}
    </ul>
  );
}

/** What needs no look of its own is ticked from the start. */
function Approve() {
  const { offers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const failed = answer?.intent === 'approve' ? answer.failed : null;
  const choices = offers.filter(({ trade }) => trade !== 'forbidden');
  return (
    <Section id="approve" title={words.approve} intro={words.approveIntro}>
      <PostForm failed={failed} label={words.approve}>
        <HiddenFields fields={{ intent: 'approve' }} />
        {choices.length > 0 && (
          <CheckboxGroup
            name="offers"
            label={words.approveOffers}
            values={
              failed
                ? all(failed.typed as Typed, 'offers')
                : choices.filter(({ trade }) => trade === 'open').map(offerOf)
            }
            choices={choices.map((offer) => ({
              value: offerOf(offer),
              label: offer.name,
              hint: `${formatMoney(offer.ask)}, ${pageWords.askVerdicts[offer.judged.verdict].toLowerCase()}`,
            }))}
          />
        )}
        <div>
          <SubmitButton>{words.approveSubmit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}

function Refuse({ typed }: { typed: Typed }) {
  const answer = useActionData<typeof action>();
  const failed = answer?.intent === 'refuse' ? answer.failed : null;
  return (
    <Section id="refuse" title={words.refuse} intro={words.refuseIntro}>
      <PostForm failed={failed} label={words.refuse}>
        <HiddenFields fields={{ intent: 'refuse' }} />
        <ReasonField label={words.reason} hint={words.reasonHint} typed={typed} failed={failed} />
        <div>
          <SubmitButton kind="danger">{words.refuseSubmit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
