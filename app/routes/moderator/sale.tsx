import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { REASONING_LEAST, TEXT_LIMIT } from '#app/domain/disputes/dispute.ts';
import { readDisputeOfSale } from '#app/domain/disputes/read-disputes.server.ts';
import { readTakeBack } from '#app/domain/disputes/read-take-back.server.ts';
import { takeBackSale } from '#app/domain/disputes/take-back-sale.server.ts';
import { readSaleById } from '#app/domain/exchange/read-sales.server.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { readReadings } from '#app/domain/leads/read-readings.server.ts';
import { smallest } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { attempt, failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { readWords } from '../read-words.ts';
import { Readings, toReadings } from './readings.tsx';

const words = sellerMoneyWords.takeBack;
const READINGS_SHOWN = 100;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** @throws Response 404 where there is no such sale */
async function findSale({ context: { db }, params }: LoaderFunctionArgs): Promise<Sale> {
  const sale = await readSaleById(db, params.saleId ?? '');
  if (!sale) throw new Response(null, { status: 404 });
  return sale;
}

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const sale = await findSale(args);
  const { buyerOrganisationId, sellerOrganisationId } = sale;
  const [reference, [lead], organisations, dispute, taken, readings] = await Promise.all([
    readReference(db.pool),
    readLeadsById(db.pool, [sale.leadId]),
    readOrganisationsById(db, [buyerOrganisationId, sellerOrganisationId]),
    readDisputeOfSale(db, sale.id),
    readTakeBack(db, sale.id),
    readReadings(db, { leadId: sale.leadId, limit: READINGS_SHOWN }),
  ]);
  const names = await readOrganisationsById(
    db,
    readings.flatMap(({ organisationId }) => organisationId ?? []),
  );
  return {
    now,
    taken,
    disputeId: dispute?.id ?? null,
    readings: toReadings(readings, names),
    what: lead ? `${nicheNameOf(reference, lead.niche)} · ${regionNameOf(reference, lead.placeCode)}` : '',
    buyer: organisations.get(buyerOrganisationId)?.name ?? '',
    seller: { id: sellerOrganisationId, name: organisations.get(sellerOrganisationId)?.name ?? '' },
    sale: {
      id: sale.id,
      status: sale.status,
      currency: sale.currency,
      priceMinor: sale.priceMinor,
      feeMinor: sale.feeMinor,
      soldAt: sale.soldAt,
      disputeUntil: sale.disputeUntil,
    },
  };
}

/** Asks with every sum that moves, then does it. */
export async function action(args: ActionFunctionArgs) {
  const { actor, origin } = await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const sale = await findSale(args);
  const typed = await readForm(args.request);
  const reason = readWords(typed, 'reason');
  if (reason.length < REASONING_LEAST)
    return { ask: null, failed: failed(typed, { reason: words.errors.reason }) };
  if (reason.length > TEXT_LIMIT)
    return { ask: null, failed: failed(typed, { reason: words.errors.tooLong }) };
  if (one(typed, 'confirmed') !== 'yes') {
    const wallets = await readWallet(db.pool, sale.sellerOrganisationId);
    const available = wallets.find(({ currency }) => currency === sale.currency)?.available ?? 0n;
    return { ask: askToTakeBack(sale, available, reason), failed: failed(typed, {}) };
  }
  const done = await attempt(typed, takeBackSale(db, { saleId: sale.id, reason, actor, origin, now }));
  if (!done.ok) return { ask: null, failed: done.failed };
  throw redirect(`/moderate/sales/${sale.id}?done=taken`);
}

function askToTakeBack({ priceMinor, feeMinor, currency }: Sale, availableMinor: bigint, reason: string) {
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const share = priceMinor - feeMinor;
  const fromAvailable = smallest(share, availableMinor);
  const { ask } = words;
  return {
    title: ask.title(write(priceMinor)),
    text: ask.text,
    figures: [
      { label: ask.toBuyer, value: write(priceMinor) },
      { label: ask.fromAvailable, value: write(fromAvailable) },
      { label: ask.asDebt, value: write(share - fromAvailable) },
      { label: ask.fromFees, value: write(feeMinor) },
      { label: ask.reason, value: reason },
    ],
    fields: { reason },
    confirmLabel: ask.confirm(write(priceMinor)),
    tone: 'danger' as const,
  };
}

export default function SalePage() {
  const { sale, what, taken, readings, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/moderate/sales/${sale.id}`} />}
      <FlashNotice notices={{ taken: { title: words.done } }} />
      <WorkTitle
        title={words.title}
        intro={what}
        badges={<StateBadge of="sale" state={sale.status} />}
        back={{ to: '/moderate/sales', label: words.back }}
      />
      <div className="flex flex-col gap-8">
        <Facts />
        {taken ? (
          <Section id="taken" title={words.was}>
            <p className="max-w-[68ch] whitespace-pre-line">{taken.reason ?? words.erased}</p>
            <DefinitionList
              items={[
                {
                  term: words.ask.fromAvailable,
                  value: <Money amountMinor={taken.fromAvailableMinor} currency={taken.currency} />,
                },
                {
                  term: words.ask.asDebt,
                  value: <Money amountMinor={taken.debtMinor} currency={taken.currency} />,
                },
                {
                  term: words.ask.fromFees,
                  value: <Money amountMinor={taken.feeMinor} currency={taken.currency} />,
                },
              ]}
            />
          </Section>
        ) : (
          <Act refused={answer?.failed ?? null} />
        )}
        <Readings readings={readings} now={now} />
      </div>
    </>
  );
}

function Facts() {
  const { sale, buyer, seller, disputeId, now } = useLoaderData<typeof loader>();
  const { currency } = sale;
  return (
    <Section id="facts" title={words.facts}>
      <DefinitionList
        items={[
          { term: words.price, value: <Money amountMinor={sale.priceMinor} currency={currency} /> },
          { term: words.fee, value: <Money amountMinor={sale.feeMinor} currency={currency} /> },
          {
            term: words.share,
            value: <Money amountMinor={sale.priceMinor - sale.feeMinor} currency={currency} />,
          },
          { term: words.sold, value: <Moment at={sale.soldAt} now={now} exact /> },
          { term: words.window, value: <Moment at={sale.disputeUntil} now={now} exact /> },
          { term: words.buyer, value: buyer },
          { term: words.seller, value: <Link to={`/moderate/sellers/${seller.id}`}>{seller.name}</Link> },
          ...(disputeId
            ? [
                {
                  term: words.dispute,
                  value: <Link to={`/moderate/disputes/${disputeId}`}>{disputeId}</Link>,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function Act({ refused }: { refused: ReturnType<typeof failed> | null }) {
  const { sale } = useLoaderData<typeof loader>();
  if (sale.status !== 'released') return <Notice tone="blue" title={words.notReleased[sale.status]} />;
  return (
    <Section id="take-back" title={words.act} intro={words.actIntro}>
      <PostForm label={words.act} failed={refused}>
        <TextArea
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          value={one(refused?.typed ?? {}, 'reason')}
          maxLength={TEXT_LIMIT}
          error={refused?.errors.reason}
          rows={5}
        />
        <div>
          <SubmitButton kind="danger">{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
