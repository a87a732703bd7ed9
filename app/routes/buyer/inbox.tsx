import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData, useFetcher, useLoaderData, useLocation } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { z } from 'zod';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readOrders } from '#app/domain/exchange/read-orders.server.ts';
import { countInbox } from '#app/domain/inbox/count-inbox.server.ts';
import { COUNT_LIMIT } from '#app/domain/inbox/count-limit.ts';
import { readPlace, writePlace } from '#app/domain/inbox/inbox-place.ts';
import { INBOX_VIEWS } from '#app/domain/inbox/inbox-view.ts';
import { LOOK_LIMIT } from '#app/domain/inbox/look-limit.ts';
import { openContacts } from '#app/domain/inbox/open-contacts.server.ts';
import { readColleagues } from '#app/domain/inbox/read-colleagues.server.ts';
import { readFacets } from '#app/domain/inbox/read-facets.server.ts';
import { readInbox } from '#app/domain/inbox/read-inbox.server.ts';
import { OUTCOMES, WORK_STATES } from '#app/domain/inbox/work.ts';
import { countOpenNotices, findOpenNotices } from '#app/domain/privacy/read-notices.server.ts';
import { atHour } from '#app/kernel/local-hour.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { CardList } from '#app/ui/card-list.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { FurtherLinks } from '#app/ui/further-links.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Select } from '#app/ui/select.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { withdrawalWords } from '#app/words/en/privacy.ts';
import { stateWords } from '#app/words/en/states.ts';
import { one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { findBought } from './find-bought.ts';
import { InboxCard, nameOf } from './inbox-card.tsx';
import { type LeadLine, toLeadLine } from './lead-line.ts';
import { logWork } from './log-work.ts';
import { sayTime } from './say-time.ts';

const words = buyerWords.inbox;
const PAGE_SIZE = 20;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link that is old or mistyped shows the inbox all the same: what it got wrong counts as not said. */
const questionSchema = z.object({
  view: z.enum(INBOX_VIEWS).catch('due'),
  niche: z.string().max(64).catch(''),
  region: z.string().max(32).catch(''),
  state: z.enum(WORK_STATES).nullable().catch(null),
  after: z.string().max(64).transform(readPlace).catch(null),
});

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, actor, origin } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const asked = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const organisationId = organisation.id;
  const { timezone } = organisation;
  const reference = await readReference(db.pool);
  const niche = reference.niches.has(asked.niche) ? asked.niche : '';
  const region = reference.regions.has(asked.region) ? asked.region : '';
  const day = { startOfDay: atHour(now, timezone, 0, 0), endOfDay: atHour(now, timezone, 1, 0) };
  const [{ items, next, isCut }, counts, facets, colleagues, orders, toAnswer] = await Promise.all([
    readInbox(db, {
      organisationId,
      personId: person.id,
      view: asked.view,
      nicheCode: niche || null,
      regionCode: region || null,
      state: asked.state,
      after: asked.after,
      pageSize: PAGE_SIZE,
      endOfDay: day.endOfDay,
      now,
    }),
    countInbox(db, {
      organisationId,
      personId: person.id,
      now,
      endOfDay: day.endOfDay,
      closingBefore: after(now, DAY_MS),
    }),
    readFacets(db, organisationId),
    readColleagues(db, organisationId),
    readOrders(db, { organisationId, limit: 1, before: null }),
    countOpenNotices(db, organisationId),
  ]);
  const saleIds = items.map(({ sale }) => sale.id);
  const [contacts, owed] = await Promise.all([
    openContacts(db, { organisationId, saleIds, startOfDay: day.startOfDay, actor, origin, now }),
    findOpenNotices(db, { buyerOrganisationId: organisationId, saleIds }),
  ]);
  const nameOfPerson = new Map(colleagues.map(({ personId, name }) => [personId, name]));
  return {
    now,
    timezone,
    counts,
    hasOrders: orders.length > 0,
    toAnswer,
    next: next && writePlace(next),
    isCut,
    isFirst: asked.after === null,
    filters: { view: asked.view, niche, region, state: asked.state ?? '' },
    niches: facets.niches.map((code) => ({ value: code, label: nicheNameOf(reference, code) })),
    regions: facets.regions.map((code) => ({ value: code, label: regionNameOf(reference, code) })),
    lines: items.map((item) =>
      toLeadLine(reference, item, {
        contact: contacts.get(item.sale.id) ?? null,
        owesErasure: owed.has(item.sale.id),
        nameOf: nameOfPerson,
        now,
        timezone,
      }),
    ),
  };
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'buys' });
  const typed = await readForm(args.request);
  const saleId = await findBought(args, member.organisation.id, one(typed, 'sale'));
  const logged = await logWork(args, member, { saleId, typed });
  if (!logged.ok) return { kind: 'failed' as const, saleId, failed: logged.failed };
  if (one(typed, 'stay') !== 'yes') {
    const back = new URL(args.request.url).searchParams;
    back.set('done', logged.outcome);
    throw redirect(`/buy/inbox?${back}`);
  }
  const { nextAction, nextAt } = logged.standing;
  return {
    kind: 'logged' as const,
    saleId,
    outcome: logged.outcome,
    state: logged.standing.state,
    next:
      nextAction && nextAt
        ? { action: nextAction, when: sayTime(nextAt, member.organisation.timezone, args.context.now) }
        : null,
  };
}

export default function Inbox() {
  const { now, timezone, lines, counts, filters, next, isCut, isFirst, toAnswer } =
    useLoaderData<typeof loader>();
  const { search } = useLocation();
  const fetcher = useFetcher<typeof action>({ key: 'log-work' });
  const posted = useActionData<typeof action>();
  const answer = fetcher.data ?? posted;
  const sent = useRef<LeadLine | null>(null);
  const sending = fetcher.formData?.get('sale');
  const hrefOf = (after: string | null) => {
    const query = new URLSearchParams(search);
    query.delete('after');
    query.delete('done');
    if (after !== null) query.set('after', after);
    return `/buy/inbox?${query}`;
  };
  return (
    <>
      <FlashNotice
        notices={Object.fromEntries(OUTCOMES.map((outcome) => [outcome, { title: words.flash(outcome) }]))}
      />
      <WorkTitle
        title={words.title}
        action={
          <ButtonLink
            to={toAnswer > 0 ? '/buy/withdrawals?show=open' : '/buy/withdrawals'}
            kind="other"
            small
          >
            {toAnswer > 0 ? withdrawalWords.linkWaiting(toAnswer) : withdrawalWords.link}
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        <Tabs
          label={words.viewsLabel}
          current={viewHref(filters.view)}
          items={INBOX_VIEWS.map((view) => ({
            to: viewHref(view),
            label: words.views[view],
            ...(view === 'done' ? {} : { count: words.upTo(counts[view], COUNT_LIMIT) }),
          }))}
        />
        {counts.hasBought && <Filters />}
        <div role="status" className="sticky top-16 z-10 empty:hidden">
          {answer?.kind === 'logged' && !sending && (
            <Logged answer={answer} name={sent.current ? nameOf(sent.current) : ''} />
          )}
        </div>
        {lines.length === 0 ? (
          <Nothing />
        ) : (
          <CardList label={words.list}>
            {lines.map((line) => (
              <InboxCard
                key={line.saleId}
                line={line}
                via={fetcher}
                failed={answer?.kind === 'failed' && answer.saleId === line.saleId ? answer.failed : null}
                now={now}
                timezone={timezone}
                onSend={(one) => {
                  sent.current = one;
                }}
              />
            ))}
          </CardList>
        )}
        {isCut && lines.length > 0 && (
          <p className="text-sm text-ink-soft">{words.lookedThrough(LOOK_LIMIT)}</p>
        )}
        <FurtherLinks
          label={words.further.label}
          first={isFirst ? null : { to: hrefOf(null), text: words.further.first }}
          next={
            next === null ? null : { to: hrefOf(next), text: isCut ? words.further.look : words.further.next }
          }
        />
      </div>
    </>
  );
}

function viewHref(view: string): string {
  return `/buy/inbox?view=${view}`;
}

/** What was logged last, while its card may be gone from the view already. */
function Logged(props: {
  answer: {
    saleId: string;
    outcome: keyof typeof buyerWords.outcomes;
    state: string;
    next: { action: keyof typeof buyerWords.nextActions; when: string } | null;
  };
  name: string;
}) {
  const { outcome, state, next, saleId } = props.answer;
  const isClosed = state === 'won' || state === 'lost' || state === 'junk';
  const then = next
    ? words.nextOf(buyerWords.nextActions[next.action], next.when)
    : isClosed
      ? words.closedOf
      : words.undecided;
  const box = useRef<HTMLDivElement>(null);
  // Where the card left the view, the focus left with it.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={box} tabIndex={-1} className="rounded">
      <Notice
        tone="good"
        title={words.logged(buyerWords.outcomes[outcome], props.name)}
        text={then}
        action={<Link to={`/buy/inbox/${saleId}`}>{words.seeLead}</Link>}
      />
    </div>
  );
}

function Filters() {
  const { filters, niches, regions } = useLoaderData<typeof loader>();
  const isFiltered = filters.niche !== '' || filters.region !== '' || filters.state !== '';
  return (
    <Disclosure summary={words.filterSummary} open={isFiltered}>
      <FilterBar
        label={words.filters}
        submitLabel={words.apply}
        clearTo={isFiltered ? viewHref(filters.view) : undefined}
      >
        <input type="hidden" name="view" value={filters.view} />
        <Select
          name="niche"
          label={words.niche}
          value={filters.niche}
          choices={[{ value: '', label: words.anyNiche }, ...niches]}
        />
        <Select
          name="region"
          label={words.region}
          value={filters.region}
          choices={[{ value: '', label: words.anyRegion }, ...regions]}
        />
        <Select
          name="state"
          label={words.state}
          value={filters.state}
          choices={[
            { value: '', label: words.anyState },
            ...WORK_STATES.map((value) => ({ value, label: stateWords.outcome[value] })),
          ]}
        />
      </FilterBar>
    </Disclosure>
  );
}

function Nothing() {
  const { counts, filters, hasOrders, isFirst, isCut } = useLoaderData<typeof loader>();
  if (!counts.hasBought)
    return (
      <EmptyState
        title={words.emptyAll.title}
        text={hasOrders ? words.emptyAll.ordered : words.emptyAll.text}
        action={
          <div className="flex flex-wrap gap-3">
            <ButtonLink to={hasOrders ? '/buy/orders' : '/buy/orders/new'} kind="main">
              {hasOrders ? words.emptyAll.orders : words.emptyAll.order}
            </ButtonLink>
            <ButtonLink to="/buy/market" kind="other">
              {words.emptyAll.market}
            </ButtonLink>
          </div>
        }
      />
    );
  const isFiltered = filters.niche !== '' || filters.region !== '' || filters.state !== '';
  if (isCut) return <EmptyState {...words.emptyCut} />;
  if (!isFirst) return <EmptyState {...words.emptyFurther} />;
  return <EmptyState {...(isFiltered ? words.emptyFiltered : words.empty[filters.view])} />;
}
