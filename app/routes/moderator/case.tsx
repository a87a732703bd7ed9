import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { type Case, readCase } from '#app/domain/casework/read-case.server.ts';
import { showContact } from '#app/domain/casework/show-contact.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { ruleDispute } from '#app/domain/disputes/rule-dispute.server.ts';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { PriceSteps } from '#app/ui/price-steps.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { disputeWords } from '#app/words/en/disputes.ts';
import { moderationWords } from '#app/words/en/moderation.ts';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { toCheckLines } from '../buyer/checks-made.tsx';
import { quoteOf } from '../buyer/quote-of.ts';
import { Answer, Claim, DisputeBadges, History, Ruling } from '../dispute-parts.tsx';
import { viewDispute } from '../dispute-view.ts';
import { attempt, type Failed, failed, one, readForm, type Typed } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { priceView } from '../public/price-view.ts';
import { readWords } from '../read-words.ts';
import { CheckLines } from '../seller/check-lines.tsx';
import { Attempts, Consent, Contact, Deliveries, type ShownContact, Sides } from './case-parts.tsx';
import { askToRule, readRuling } from './read-ruling.ts';
import { RulingForm } from './ruling-form.tsx';

const words = moderationWords.one;
const WHY_LEAST = 10;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const { dispute, sale, lead, ...rest } = await findCase(args);
  const reference = await readReference(db.pool);
  return {
    now,
    ...rest,
    dispute: viewDispute(reference, dispute, lead, now),
    checks: toCheckLines(lead.checks),
    score: lead.score,
    sale: {
      currency: sale.currency,
      priceMinor: sale.priceMinor,
      feeMinor: sale.feeMinor,
      askMinor: sale.askMinor,
      soldAt: sale.soldAt,
      disputeUntil: sale.disputeUntil,
      status: sale.status,
    },
    fair: priceView(quoteOf(sale.quote)),
  };
}

/** @throws Response 404 where there is no such dispute */
async function findCase({ context: { db }, params }: LoaderFunctionArgs): Promise<Case> {
  const found = await readCase(db, params.disputeId ?? '');
  if (!found) throw new Response(null, { status: 404 });
  return found;
}

export async function action(args: ActionFunctionArgs) {
  const staff = await requireStaff(args, 'moderator');
  const found = await findCase(args);
  const typed = await readForm(args.request);
  return one(typed, 'intent') === 'contact'
    ? openContact(args, staff, typed)
    : rule(args, staff, found, typed);
}

type Staff = Awaited<ReturnType<typeof requireStaff>>;

/** The contact goes back in the answer to the form and nowhere else: no address and no other page holds it. */
async function openContact({ context: { db, now }, params }: ActionFunctionArgs, staff: Staff, typed: Typed) {
  const why = readWords(typed, 'why');
  if (why.length < WHY_LEAST) return refused('contact', failed(typed, { why: words.errors.why }));
  const { actor, origin } = staff;
  const opened = await attempt(
    typed,
    showContact(db, { disputeId: params.disputeId ?? '', why, actor, origin, now }),
  );
  if (!opened.ok) return refused('contact', opened.failed);
  const { name, phone, email } = opened.data;
  return { ...ANSWER, intent: 'contact', contact: { name, phone, email } as ShownContact };
}

async function rule(
  { context: { db, now } }: ActionFunctionArgs,
  staff: Staff,
  { dispute, sale }: Case,
  typed: Typed,
) {
  const read = readRuling(typed, dispute, now);
  if (!read.ok) return refused('rule', read.failed);
  if (one(typed, 'confirmed') !== 'yes')
    return { ...ANSWER, intent: 'rule', typed, ask: askToRule(read.ruling, dispute, sale, now) };
  const { actor, origin } = staff;
  const ruled = await attempt(
    typed,
    ruleDispute(db, { disputeId: dispute.id, ...read.ruling, actor, origin, now }),
  );
  if (!ruled.ok) return refused('rule', ruled.failed);
  throw redirect(`/moderate/disputes/${dispute.id}?done=${read.ruling.outcome}`);
}

const ANSWER = {
  failed: null as Failed | null,
  typed: {} as Typed,
  ask: null as ReturnType<typeof askToRule> | null,
  contact: null as ShownContact | null,
};

function refused(intent: string, why: Failed) {
  return { ...ANSWER, intent, failed: why, typed: why.typed };
}

export default function CasePage() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { dispute, now } = loaded;
  const failedOf = (intent: string) => (answer?.intent === intent ? answer.failed : null);
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/moderate/disputes/${dispute.id}`} />}
      <FlashNotice notices={words.notices} />
      <WorkTitle
        title={disputeWords.one.title(disputeWords.reasonOf(dispute.reason))}
        back={{ to: '/moderate/disputes', label: words.back }}
        badges={<DisputeBadges dispute={dispute} />}
        intro={disputeWords.leadName(dispute.niche, dispute.place)}
      />
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <Claim dispute={dispute} title={disputeWords.one.claim} />
          <Answer dispute={dispute} title={disputeWords.one.answer} />
          <Section id="checks" title={disputeWords.one.checks} intro={disputeWords.one.checksIntro}>
            <CheckLines checks={loaded.checks} />
          </Section>
          <Attempts attempts={loaded.attempts} now={now} />
          <Deliveries deliveries={loaded.deliveries} buyerId={loaded.buyer.id} now={now} />
          <Consent consent={loaded.consent} now={now} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          {dispute.outcome === null ? (
            <RulingForm
              dispute={dispute}
              failed={failedOf('rule')}
              typed={answer?.intent === 'rule' ? answer.typed : {}}
            />
          ) : (
            <Ruling dispute={dispute} />
          )}
          <Facts />
          <Sides buyer={loaded.buyer} seller={loaded.seller} />
          <Contact masked={loaded.contact} shown={answer?.contact ?? null} failed={failedOf('contact')} />
          <History dispute={dispute} soldAt={loaded.sale.soldAt} now={now} />
        </div>
      </div>
      <div className="pt-10">
        <Disclosure summary={words.quote}>
          <PriceSteps price={loaded.fair} caption={words.quote} />
        </Disclosure>
      </div>
    </>
  );
}

function Facts() {
  const { dispute, sale, fair, score, now } = useLoaderData<typeof loader>();
  const { currency } = sale;
  return (
    <Section id="facts" title={words.facts}>
      <DefinitionList
        items={[
          { term: words.price, value: <Money amountMinor={sale.priceMinor} currency={currency} /> },
          { term: words.fee, value: <Money amountMinor={sale.feeMinor} currency={currency} /> },
          { term: words.ask, value: <Money amountMinor={sale.askMinor} currency={currency} /> },
          {
            term: words.fair,
            value: moderationWords.offer.band(formatMoney(fair.p10), formatMoney(fair.p90)),
          },
          { term: words.score, value: words.scoreOf(score) },
          { term: words.sold, value: <Moment at={sale.soldAt} now={now} exact /> },
          { term: words.window, value: <Moment at={sale.disputeUntil} now={now} exact /> },
          {
            term: sellerMoneyWords.takeBack.title,
            value: <Link to={`/moderate/sales/${dispute.saleId}`}>{sellerMoneyWords.takeBack.caseLink}</Link>,
          },
          ...(dispute.dueAt ? [{ term: words.due, value: <Moment at={dispute.dueAt} now={now} /> }] : []),
        ]}
      />
    </Section>
  );
}
