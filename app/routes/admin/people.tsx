import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { type ListedPerson, PEOPLE_FILTERS, readPeople } from '#app/domain/identity/read-people.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { requireStaff } from '../guard.ts';
import { PersonBadges } from './person-badges.tsx';
import { PAGE_SIZE, readSearch, SearchList } from './search-list.tsx';

const words = adminWords.people;
export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const asked = readSearch(args.request.url, PEOPLE_FILTERS);
  const { people, total } = await readPeople(db, {
    search: asked.q,
    filter: asked.show,
    page: asked.page,
    pageSize: PAGE_SIZE,
  });
  return { asked, now, people, total };
}

export default function People() {
  const { asked, people, total, now } = useLoaderData<typeof loader>();
  return (
    <SearchList words={words} path="/admin/people" asked={asked} total={total}>
      <Table people={people} now={now} />
    </SearchList>
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
