import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { type ListedPerson, PEOPLE_FILTERS, readPeople } from '#app/domain/identity/read-people.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { requireStaff } from '../guard.ts';
import { PersonBadges } from './person-badges.tsx';

const words = adminWords.people;
const PAGE_SIZE = 25;
const PAGES_LIMIT = 1_000;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({
  q: z.string().trim().max(120).catch(''),
  show: z.enum(PEOPLE_FILTERS).catch('all'),
  page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
});

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const asked = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const { people, total } = await readPeople(db, {
    search: asked.q,
    filter: asked.show,
    page: asked.page,
    pageSize: PAGE_SIZE,
  });
  return {
    asked,
    now,
    people,
    total,
    pages: Math.max(1, Math.min(Math.ceil(total / PAGE_SIZE), PAGES_LIMIT)),
  };
}

export default function People() {
  const { asked, people, total, pages, now } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const hrefOf = (page: number) => {
    const query = new URLSearchParams(search);
    query.set('page', String(page));
    return `/admin/people?${query}`;
  };
  const isFiltered = asked.q !== '' || asked.show !== 'all';
  return (
    <>
      <WorkTitle title={words.title} />
      <div className="flex flex-col gap-6">
        <FilterBar
          label={words.title}
          submitLabel={words.submit}
          clearTo={isFiltered ? '/admin/people' : undefined}
        >
          <TextInput name="q" label={words.search} value={asked.q} maxLength={120} />
          <Select
            name="show"
            label={words.filter}
            value={asked.show}
            choices={Object.entries(words.filters).map(([value, label]) => ({ value, label }))}
          />
        </FilterBar>
        <p role="status" className="text-sm font-medium tabular-nums">
          {words.found(total)}
        </p>
        {people.length === 0 ? (
          <EmptyState
            title={words.empty.title}
            text={words.empty.text}
            action={<Link to="/admin/people">{words.empty.action}</Link>}
          />
        ) : (
          <Table people={people} now={now} />
        )}
        <Pager page={asked.page} pages={pages} hrefOf={hrefOf} />
      </div>
    </>
  );
}

function Table({ people, now }: { people: readonly ListedPerson[]; now: Date }) {
  return (
    <DataTable
      caption={words.caption}
      rows={people}
      rowKey={(person) => person.id}
      columns={[
        {
          key: 'person',
          head: words.person,
          cell: (person) => (
            <>
              <Link
                to={`/admin/people/${person.id}`}
                className="inline-flex min-h-6 items-center font-medium wrap-anywhere"
              >
                {person.name}
              </Link>
              <span className="block text-xs text-ink-faint wrap-anywhere">{person.email}</span>
            </>
          ),
        },
        { key: 'state', head: words.state, cell: (person) => <PersonBadges person={person} /> },
        {
          key: 'organisations',
          head: words.organisations,
          cell: ({ memberships }) =>
            memberships.length === 0 ? (
              <span className="text-ink-faint">{words.none}</span>
            ) : (
              memberships.map((one) => (
                <span key={one.organisationId} className="block wrap-anywhere">
                  {words.member(one.organisationName, adminWords.memberRoles[one.role])}
                </span>
              ))
            ),
        },
        { key: 'since', head: words.since, cell: (person) => <Moment at={person.createdAt} now={now} /> },
      ]}
    />
  );
}
