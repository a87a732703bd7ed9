import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { replyBody } from '#app/api/disputes.ts';
import { replyToDispute } from '#app/domain/disputes/reply-to-dispute.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { disputeWords } from '#app/words/en/disputes.ts';
import { Answer, Claim, DisputeBadges, History, MoneyLines, Ruling } from '../dispute-parts.tsx';
import { attempt, one, parseForm, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { loadDispute } from '../load-dispute.ts';
import { readWords, sayOfWords } from '../read-words.ts';
import { AnswerForm } from './answer-form.tsx';
import { CheckLines } from './check-lines.tsx';
import { sayErrors } from './say-errors.ts';

const words = disputeWords.one;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const loaded = await loadDispute(db, {
    disputeId: args.params.disputeId ?? '',
    organisationId: organisation.id,
    side: 'seller',
    now,
  });
  return { ...loaded, mayAnswer: roleReaches(organisation.role, 'manager') };
}

/** Who agrees gives money back, and is asked first with the figures. */
export async function action(args: ActionFunctionArgs) {
  const { organisation, actor, origin } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const disputeId = args.params.disputeId ?? '';
  const sellerOrganisationId = organisation.id;
  const { dispute, feeMinor } = await loadDispute(db, {
    disputeId,
    organisationId: sellerOrganisationId,
    side: 'seller',
    now,
  });
  if (!roleReaches(organisation.role, 'manager')) throw new Response(null, { status: 403 });
  const typed = await readForm(args.request);
  const detail = readWords(typed, 'detail');
  const parsed = parseForm(replyBody, typed, { reply: one(typed, 'reply'), detail });
  if (!parsed.ok) {
    const sentences = {
      reply: disputeWords.answer.errors.reply,
      detail: sayOfWords(detail, disputeWords.answer.errors),
    };
    return { failed: sayErrors(parsed.failed, sentences), ask: null, typed };
  }
  const { reply } = parsed.data;
  if (reply === 'agrees' && one(typed, 'confirmed') !== 'yes')
    return { failed: null, ask: askToAgree({ ...dispute.amount, feeMinor }, detail), typed };
  const replied = await attempt(
    typed,
    replyToDispute(db, { disputeId, sellerOrganisationId, reply, detail, actor, origin, now }),
  );
  if (!replied.ok) return { failed: replied.failed, ask: null, typed };
  throw redirect(`/sell/disputes/${disputeId}?done=${reply === 'agrees' ? 'agreed' : 'contested'}`);
}

function askToAgree(stake: { amountMinor: bigint; feeMinor: bigint; currency: Currency }, detail: string) {
  const says = disputeWords.answer.ask;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: stake.currency });
  const price = write(stake.amountMinor);
  return {
    title: says.title,
    text: says.text,
    figures: [
      { label: says.price, value: price },
      { label: says.share, value: write(stake.amountMinor - stake.feeMinor) },
      { label: says.fee, value: write(stake.feeMinor) },
    ],
    fields: { reply: 'agrees', detail },
    confirmLabel: says.confirm(price),
    tone: 'danger' as const,
  };
}

export default function Dispute() {
  const { dispute, money, soldAt, feeMinor, checks, now, mayAnswer } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const here = `/sell/disputes/${dispute.id}`;
  const { amountMinor, currency } = dispute.amount;
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={here} />}
      <FlashNotice notices={disputeWords.seller.notices} />
      <WorkTitle
        title={words.title(disputeWords.reasonOf(dispute.reason))}
        back={{ to: '/sell/disputes', label: disputeWords.back }}
        badges={<DisputeBadges dispute={dispute} />}
        intro={disputeWords.leadName(dispute.niche, dispute.place)}
      />
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <Claim dispute={dispute} title={words.claim} />
          {dispute.isSellersTurn ? (
            <AnswerForm
              dispute={dispute}
              failed={answer?.failed ?? null}
              typed={answer?.typed ?? {}}
              mayAnswer={mayAnswer}
              now={now}
            />
          ) : (
            <Answer dispute={dispute} title={words.yourAnswer} />
          )}
          <Ruling dispute={dispute} />
          <Section id="checks" title={words.checks} intro={words.checksIntro}>
            <CheckLines checks={checks} />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <Section id="facts" title={words.facts}>
            <DefinitionList
              items={[
                { term: words.price, value: <Money {...dispute.amount} /> },
                {
                  term: words.share,
                  value: <Money amountMinor={amountMinor - feeMinor} currency={currency} />,
                },
                {
                  term: words.sale,
                  value: <Link to={`/sell/leads/${dispute.leadId}`}>{words.leadLink}</Link>,
                },
              ]}
            />
          </Section>
          <History dispute={dispute} soldAt={soldAt} now={now} />
          <MoneyLines dispute={dispute} money={money} side="seller" now={now} />
        </div>
      </div>
    </>
  );
}
