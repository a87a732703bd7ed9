import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readAudit } from '#app/domain/audit/read-audit.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { readOrders } from '#app/domain/exchange/read-orders.server.ts';
import { blockOrganisation } from '#app/domain/identity/block-organisation.server.ts';
import { inspectOrganisation } from '#app/domain/identity/inspect-organisation.server.ts';
import { unblockOrganisation } from '#app/domain/identity/unblock-organisation.server.ts';
import { countOrganisation } from '#app/domain/reports/count-organisation.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { troubleWords } from '#app/words/en/trouble.ts';
import { failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { type Answer, answerTo } from './answer.ts';
import { AuditLines } from './audit-lines.tsx';
import { auditView } from './audit-view.ts';
import { OrganisationBadges } from './organisation-badges.tsx';
import { Balances, Facts, Members, Offers, Orders } from './organisation-parts.tsx';
import { readReason } from './read-reason.ts';
import { ReasonField } from './reason-field.tsx';

const words = adminWords.organisation;
const LIST_LIMIT = 20;
const REGIONS_NAMED = 2;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.meta(data?.organisation.name ?? words.back) },
];

async function findOrganisation(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const { db } = args.context;
  const organisation = await inspectOrganisation(db, { organisationId: args.params.organisationId ?? '' });
  if (!organisation) throw new Response(null, { status: 404 });
  return { staff, organisation };
}

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await findOrganisation(args);
  const { db, now } = args.context;
  const of = { organisationId: organisation.id };
  const [reference, counts, wallets, offers, orders, log] = await Promise.all([
    readReference(db.pool),
    countOrganisation(db.pool, of),
    readWallet(db.pool, organisation.id),
    readOffers(db, { ...of, limit: LIST_LIMIT, before: null }),
    readOrders(db, { ...of, limit: LIST_LIMIT, before: null }),
    readAudit(db, { about: organisation.id, limit: LIST_LIMIT, before: null }),
  ]);
  return {
    now,
    organisation,
    counts,
    wallets,
    log: log.map(auditView),
    offers: offers.map(({ id, niche, regions, askMinor, currency, status }) => ({
      id,
      status,
      niche: nicheNameOf(reference, niche),
      regions: named(reference, regions),
      ask: { amountMinor: askMinor, currency },
    })),
    orders: orders.map(({ id, niches, regions, maxPriceMinor, currency, status }) => ({
      id,
      status,
      niches: niches.map((code) => nicheNameOf(reference, code)).join(', '),
      regions: named(reference, regions),
      maxPrice: { amountMinor: maxPriceMinor, currency },
    })),
  };
}

function named(reference: Reference, codes: readonly string[]): string {
  const names = codes.slice(0, REGIONS_NAMED).map((code) => regionNameOf(reference, code));
  return [...names, ...(codes.length > names.length ? [words.more(codes.length - names.length)] : [])].join(
    '; ',
  );
}

/** Blocks, or lets trade again who is. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { staff, organisation } = await findOrganisation(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const read = readReason(typed);
  if (!read.ok) return answerTo('state', { failed: read.failed });
  const { reason } = read;
  const { id: organisationId } = organisation;
  const by = { organisationId, reason, actor: staff.actor, origin: staff.origin, now };
  if (one(typed, 'intent') === 'unblock') {
    await unblockOrganisation(db, by);
    throw redirect(`/admin/organisations/${organisationId}?done=unblocked`);
  }
  if (one(typed, 'confirmed') === 'yes') {
    await blockOrganisation(db, by);
    throw redirect(`/admin/organisations/${organisationId}?done=blocked`);
  }
  const counts = await countOrganisation(db.pool, { organisationId });
  return answerTo('state', {
    failed: failed(typed, {}),
    ask: {
      title: words.askBlock(organisation.name),
      text: words.askBlockText,
      figures: [
        { label: words.organisation, value: organisation.name },
        { label: words.keys, value: String(counts.keys) },
        { label: words.activeOffers, value: String(counts.activeOffers) },
        { label: words.activeOrders, value: String(counts.activeOrders) },
        { label: words.reason, value: reason },
      ],
      fields: { intent: 'block', reason },
      confirmLabel: words.blockConfirm,
      tone: 'danger',
    },
  });
}

export default function Organisation() {
  const { organisation, counts, wallets, offers, orders, log, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { blockedAt, blockReason, members } = organisation;
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/organisations/${organisation.id}`} />}
      <FlashNotice
        notices={{ blocked: { title: words.done.blocked }, unblocked: { title: words.done.unblocked } }}
      />
      <WorkTitle
        title={organisation.name}
        badges={<OrganisationBadges organisation={organisation} />}
        back={{ to: '/admin/organisations', label: words.back }}
      />
      <div className="flex flex-col gap-10">
        {blockedAt && <Notice tone="red" title={words.blockedTitle} text={blockReason} />}
        <Facts organisation={organisation} counts={counts} now={now} />
        <Members members={members} />
        <Balances wallets={wallets} />
        <ul className="flex flex-col gap-2">
          <li>
            <Link to={`/admin/corrections?organisation=${organisation.id}#write`}>
              {troubleWords.corrections.link}
            </Link>
          </li>
          {organisation.sells && (
            <li>
              <Link to={`/admin/organisations/${organisation.id}/fee`}>{sellerMoneyWords.fee.link}</Link>
            </li>
          )}
        </ul>
        {organisation.sells && <Offers offers={offers} counts={counts} />}
        {organisation.buys && <Orders orders={orders} counts={counts} />}
        <Act isBlocked={blockedAt !== null} failed={answer?.failed ?? null} />
        <Section
          id="log"
          title={words.log}
          aside={<Link to={`/admin/audit?about=${organisation.id}`}>{words.wholeLog}</Link>}
        >
          <AuditLines lines={log} now={now} empty={words.noLog} />
        </Section>
      </div>
    </>
  );
}

function Act({ isBlocked, failed: refused }: { isBlocked: boolean; failed: Answer['failed'] }) {
  const act = isBlocked
    ? { intent: 'unblock', title: words.unblock, intro: words.unblockIntro, submit: words.unblockSubmit }
    : { intent: 'block', title: words.block, intro: words.blockIntro, submit: words.blockSubmit };
  return (
    <Section id="state-part" title={act.title} intro={act.intro}>
      <PostForm label={act.title} failed={refused}>
        <input type="hidden" name="intent" value={act.intent} />
        <ReasonField failed={refused} />
        <div>
          <SubmitButton kind={isBlocked ? 'other' : 'danger'}>{act.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
