import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readDisputeOfSale } from '#app/domain/disputes/read-disputes.server.ts';
import { readTakeBack } from '#app/domain/disputes/read-take-back.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { assignSale } from '#app/domain/inbox/assign-sale.server.ts';
import { openContacts } from '#app/domain/inbox/open-contacts.server.ts';
import { readColleagues } from '#app/domain/inbox/read-colleagues.server.ts';
import { readInboxItem } from '#app/domain/inbox/read-inbox.server.ts';
import { readWork } from '#app/domain/inbox/read-work.server.ts';
import { respondWithinMs } from '#app/domain/inbox/respond-within.ts';
import { findOpenNotices } from '#app/domain/privacy/read-notices.server.ts';
import { atHour } from '#app/kernel/local-hour.ts';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { toCheckLines } from './checks-made.tsx';
import { findBought } from './find-bought.ts';
import { Erased, nameOf } from './inbox-card.tsx';
import { TemperatureBadge } from './lead-badges.tsx';
import { toLeadLine } from './lead-line.ts';
import { logWork } from './log-work.ts';
import { toNeed } from './need-facts.tsx';
import { SaleChecks, SaleNeed, SaleSource } from './sale-lead.tsx';
import { SaleMoney, SalePrice, toDeal } from './sale-price.tsx';
import { Assignment, SaleContact, SaleWork } from './sale-work.tsx';
import { sayTime } from './say-time.ts';

const words = buyerWords.sale;
const ENTRIES_SHOWN = 100;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const { timezone } = organisation;
  const saleId = await findBought(args, organisationId, args.params.saleId ?? '');
  const [item, reference, entries, colleagues, dispute, contacts, owed] = await Promise.all([
    readInboxItem(db, { organisationId, saleId }),
    readReference(db.pool),
    readWork(db, { organisationId, saleId, limit: ENTRIES_SHOWN }),
    readColleagues(db, organisationId),
    readDisputeOfSale(db, saleId),
    openContacts(db, {
      organisationId,
      saleIds: [saleId],
      startOfDay: atHour(now, timezone, 0, 0),
      actor,
      origin,
      now,
    }),
    findOpenNotices(db, { buyerOrganisationId: organisationId, saleIds: [saleId] }),
  ]);
  if (!item) throw new Response(null, { status: 404 });
  const { sale, lead, work } = item;
  const contact = contacts.get(saleId) ?? null;
  const nameOfPerson = new Map(colleagues.map(({ personId, name }) => [personId, name]));
  const say = (at: Date) => sayTime(at, timezone, now);
  return {
    now,
    timezone,
    line: toLeadLine(reference, item, {
      contact,
      owesErasure: owed.has(saleId),
      nameOf: nameOfPerson,
      now,
      timezone,
    }),
    contact,
    need: toNeed(reference, lead),
    checks: toCheckLines(lead.checks),
    source: {
      channel: lead.channel,
      traffic: lead.traffic,
      campaign: lead.campaign,
      subIds: lead.subIds,
      createdAt: say(lead.createdAt),
    },
    takenBack: sale.status === 'refunded' ? await readTakeBack(db, saleId) : null,
    deal: toDeal(sale, {
      now,
      say,
      disputeId: dispute?.id ?? null,
      mayChangeOrders: roleReaches(organisation.role, 'manager'),
    }),
    ownerId: work.ownerId,
    colleagues,
    firstResponseMs: work.firstTriedAt && work.firstTriedAt.getTime() - sale.soldAt.getTime(),
    standardMs: respondWithinMs(lead.channel),
    entries: entries.map((entry) => ({ ...entry, next: entry.nextAt && say(entry.nextAt) })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const { organisation, actor, origin } = member;
  const saleId = await findBought(args, organisation.id, args.params.saleId ?? '');
  const typed = await readForm(args.request);
  if (typed.owner) {
    const ownerId = one(typed, 'owner') || null;
    const assigned = await attempt(
      typed,
      assignSale(db, { saleId, organisationId: organisation.id, ownerId, actor, origin, now }),
      { member_unknown: 'owner' },
    );
    if (!assigned.ok) return assigned.failed;
    throw redirect(`/buy/inbox/${saleId}?done=assigned`);
  }
  const logged = await logWork(args, member, { saleId, typed });
  if (!logged.ok) return logged.failed;
  throw redirect(`/buy/inbox/${saleId}?done=logged`);
}

export default function SalePage() {
  const data = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() ?? null;
  const { line, deal, now, takenBack } = data;
  return (
    <>
      <FlashNotice notices={words.done} />
      <WorkTitle
        title={nameOf(line)}
        back={{ to: '/buy/inbox', label: words.back }}
        badges={
          <span className="flex flex-wrap gap-1">
            <TemperatureBadge temperature={line.temperature} score={line.score} />
            <StateBadge of="outcome" state={line.state} />
            {(line.saleStatus === 'disputed' || line.saleStatus === 'refunded') && (
              <StateBadge of="sale" state={line.saleStatus} />
            )}
          </span>
        }
        intro={`${line.niche} · ${line.place}`}
      />
      {takenBack && (
        <div className="pb-6">
          <Notice
            tone="blue"
            title={sellerMoneyWords.givenBack}
            text={
              <p className="whitespace-pre-line">{takenBack.reason ?? sellerMoneyWords.takeBack.erased}</p>
            }
          />
        </div>
      )}
      {line.isErased && (
        <div className="pb-6">
          <Notice tone="amber" title={buyerWords.inbox.erased} text={<Erased line={line} />} />
        </div>
      )}
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <SaleContact line={line} contact={data.contact} />
          <SaleNeed need={data.need} message={line.message} contact={data.contact} />
          <SaleWork
            line={line}
            failed={failed?.errors.owner ? null : failed}
            timezone={data.timezone}
            entries={data.entries}
            firstResponseMs={data.firstResponseMs}
            standardMs={data.standardMs}
            now={now}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <SaleMoney deal={deal} saleId={line.saleId} />
          <Assignment
            ownerId={data.ownerId}
            colleagues={data.colleagues}
            failed={failed?.errors.owner ? failed : null}
          />
          <SaleChecks checks={data.checks} need={data.need} />
          <SaleSource source={data.source} contact={data.contact} saleId={line.saleId} now={now} />
        </div>
      </div>
      <div className="pt-10">
        <SalePrice deal={deal} />
      </div>
    </>
  );
}
