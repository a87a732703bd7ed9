import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { confirmErasure } from '#app/domain/privacy/confirm-erasure.server.ts';
import { countOpenNotices, readNotices } from '#app/domain/privacy/read-notices.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { withdrawalWords as words } from '#app/words/en/privacy.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { OlderLink } from './older-link.tsx';

const PAGE_SIZE = 50;
const PATH = '/buy/withdrawals';
const OPEN_PATH = `${PATH}?show=open`;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const query = new URL(args.request.url).searchParams;
  const before = query.get('before');
  const isOpen = query.get('show') === 'open';
  const notices = await readNotices(db, {
    buyerOrganisationId: organisation.id,
    isOpen,
    limit: PAGE_SIZE + 1,
    before,
    ...(query.get('sale') ? { saleId: query.get('sale') ?? '' } : {}),
  });
  const shown = notices.slice(0, PAGE_SIZE);
  const [reference, leads, toAnswer] = await Promise.all([
    readReference(db.pool),
    readLeadsById(
      db.pool,
      shown.map(({ leadId }) => leadId),
    ),
    countOpenNotices(db, organisation.id),
  ]);
  const what = new Map(
    leads.map(({ id, niche, placeCode }) => [
      id,
      `${nicheNameOf(reference, niche)} · ${regionNameOf(reference, placeCode)}`,
    ]),
  );
  return {
    now,
    isOpen,
    toAnswer,
    isFirst: before === null,
    before: notices.length > PAGE_SIZE ? (shown.at(-1)?.saleId ?? null) : null,
    rows: shown.map((notice) => ({ ...notice, what: what.get(notice.leadId) ?? '' })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const isOpen = new URL(args.request.url).searchParams.get('show') === 'open';
  const typed = await readForm(args.request);
  const saleId = one(typed, 'saleId');
  if (one(typed, 'confirmed') !== 'yes')
    return {
      refusal: null,
      ask: {
        title: words.ask.title,
        text: words.ask.text,
        figures: [{ label: words.ask.lead, value: one(typed, 'what').slice(0, 200) }],
        fields: { saleId },
        confirmLabel: words.ask.confirm,
      },
    };
  const done = await attempt(typed, confirmErasure(db, { organisationId, saleId, actor, origin, now }));
  if (!done.ok) return { ask: null, refusal: done.failed.refusal };
  throw redirect(isOpen ? `${OPEN_PATH}&done=erased` : `${PATH}?done=erased`);
}

export default function Withdrawals() {
  const { rows, now, before, isFirst, isOpen, toAnswer } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={isOpen ? OPEN_PATH : PATH} />}
      <FlashNotice notices={{ erased: { title: words.done.title } }} />
      <WorkTitle
        title={words.title}
        intro={words.intro}
        back={{ to: '/buy/inbox', label: words.empty.action }}
      />
      {answer?.refusal && <Notice tone="red" title={answer.refusal} />}
      <div className="pb-4">
        <Tabs
          label={words.views.label}
          current={isOpen ? OPEN_PATH : PATH}
          items={[
            { to: OPEN_PATH, label: words.views.open, count: toAnswer },
            { to: PATH, label: words.views.all },
          ]}
        />
      </div>
      {rows.length === 0 && isOpen ? (
        <EmptyState
          title={words.nothingOpen.title}
          text={words.nothingOpen.text}
          action={
            <ButtonLink to={PATH} kind="other">
              {words.nothingOpen.action}
            </ButtonLink>
          }
        />
      ) : rows.length === 0 ? (
        <EmptyState
          title={words.empty.title}
          text={words.empty.text}
          action={
            <ButtonLink to="/buy/inbox" kind="main">
              {words.empty.action}
            </ButtonLink>
          }
        />
      ) : (
        <DataTable
          caption={words.caption}
          rows={rows}
          rowKey={({ saleId }) => saleId}
          columns={[
            {
              key: 'lead',
              head: words.columns.lead,
              cell: ({ saleId, what }) => <Link to={`/buy/inbox/${saleId}`}>{what}</Link>,
            },
            { key: 'why', head: words.columns.why, kind: 'text', cell: ({ kind }) => words.kinds[kind] },
            {
              key: 'at',
              head: words.columns.at,
              cell: ({ withdrawnAt }) => <Moment at={withdrawnAt} now={now} />,
            },
            {
              key: 'received',
              head: words.columns.received,
              cell: ({ receivedAt }) => (receivedAt ? <Moment at={receivedAt} now={now} /> : words.noServer),
            },
            {
              key: 'erased',
              head: words.columns.erased,
              cell: ({ erasedAt, saleId, what }) =>
                erasedAt ? (
                  <Moment at={erasedAt} now={now} />
                ) : (
                  <PostButton fields={{ saleId, what }} kind="other" small>
                    {words.submit} <span className="sr-only">{what}</span>
                  </PostButton>
                ),
            },
          ]}
        />
      )}
      <OlderLink
        path={PATH}
        query={new URLSearchParams(isOpen ? { show: 'open' } : {})}
        before={before}
        isFirst={isFirst}
      />
    </>
  );
}
