import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { claimBody } from '#app/api/disputes.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { readDisputeOfSale } from '#app/domain/disputes/read-disputes.server.ts';
import { readSaleById } from '#app/domain/exchange/read-sales.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { present } from '#app/kernel/assert.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { disputeWords } from '#app/words/en/disputes.ts';
import { attempt, one, parseForm, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { readWords, sayOfWords } from '../read-words.ts';
import { sayErrors } from '../seller/say-errors.ts';
import { DisputeForm } from './dispute-form.tsx';
import { findBought } from './find-bought.ts';

const words = disputeWords.open;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const saleId = await findBought(args, organisation.id, args.params.saleId ?? '');
  const [sale, dispute, reference, replyHours] = await Promise.all([
    readSaleById(db, saleId),
    readDisputeOfSale(db, saleId),
    readReference(db.pool),
    readSetting(db, 'seller_reply_hours'),
  ]);
  const { leadId, priceMinor, currency, status, disputeUntil } = present(sale, 'a bought sale is there');
  const [lead] = await readLeadsById(db.pool, [leadId]);
  const { niche, placeCode } = present(lead, 'leads are not removed');
  return {
    now,
    saleId,
    lead: disputeWords.leadName(nicheNameOf(reference, niche), regionNameOf(reference, placeCode)),
    price: formatMoney({ amountMinor: priceMinor, currency }),
    disputeUntil,
    replyHours,
    disputeId: dispute?.id ?? null,
    isOpen: status === 'held' && now < disputeUntil,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const saleId = await findBought(args, organisation.id, args.params.saleId ?? '');
  const typed = await readForm(args.request);
  const detail = readWords(typed, 'detail');
  const parsed = parseForm(claimBody, typed, { reason: one(typed, 'reason'), detail });
  if (!parsed.ok) {
    const sentences = { reason: words.errors.reason, detail: sayOfWords(detail, words.errors) };
    return sayErrors(parsed.failed, sentences);
  }
  const opened = await attempt(
    typed,
    openDispute(db, {
      saleId,
      buyerOrganisationId: organisation.id,
      ...parsed.data,
      actor,
      origin,
      now,
    }),
  );
  if (!opened.ok) return opened.failed;
  throw redirect(`/buy/disputes/${opened.data.id}?done=opened`);
}

export default function OpenDispute() {
  const { saleId, lead, isOpen, disputeId } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() ?? null;
  return (
    <>
      <WorkTitle title={words.title} intro={lead} back={{ to: `/buy/inbox/${saleId}`, label: words.back }} />
      {isOpen ? (
        <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <DisputeForm failed={failed} />
          <Terms />
        </div>
      ) : disputeId ? (
        <Notice
          tone="blue"
          title={words.closed.exists.title}
          text={words.closed.exists.text}
          action={
            <ButtonLink to={`/buy/disputes/${disputeId}`} kind="other">
              {words.closed.exists.action}
            </ButtonLink>
          }
        />
      ) : (
        <Notice tone="amber" {...words.closed.over} />
      )}
    </>
  );
}

/** What is at stake, what follows, and what is not worth the try. */
function Terms() {
  const { price, disputeUntil, replyHours, now } = useLoaderData<typeof loader>();
  return (
    <aside aria-label={words.stake} className="flex flex-col gap-6 rounded bg-sunken p-5 text-sm">
      <DefinitionList
        items={[
          { term: words.stake, value: words.stakeText(price) },
          { term: words.until, value: <Moment at={disputeUntil} now={now} /> },
          { term: words.next, value: words.nextText(replyHours) },
        ]}
      />
      <div className="flex flex-col gap-2">
        <h2 className="font-medium">{words.notReasons}</h2>
        <ul className="flex list-disc flex-col gap-1 pl-5 text-ink-soft">
          {words.notReasonsList.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
