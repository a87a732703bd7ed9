import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import {
  type ListedOrganisation,
  ORGANISATION_FILTERS,
  searchOrganisations,
} from '#app/domain/identity/search-organisations.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { requireStaff } from '../guard.ts';
import { OrganisationBadges, sidesOf } from './organisation-badges.tsx';
import { PAGE_SIZE, readSearch, SearchList } from './search-list.tsx';

const words = adminWords.organisations;
export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const asked = readSearch(args.request.url, ORGANISATION_FILTERS);
  const { organisations, total } = await searchOrganisations(db, {
    search: asked.q,
    filter: asked.show,
    page: asked.page,
    pageSize: PAGE_SIZE,
  });
  return { asked, now, organisations, total };
}

export default function Organisations() {
  const { asked, organisations, total, now } = useLoaderData<typeof loader>();
  return (
    <SearchList words={words} path="/admin/organisations" asked={asked} total={total}>
      <Table organisations={organisations} now={now} />
    </SearchList>
  );
}

function Table({ organisations, now }: { organisations: readonly ListedOrganisation[]; now: Date }) {
  return (
    <DataTable
      caption={words.caption}
      rows={organisations}
      rowKey={(organisation) => organisation.id}
      columns={[
        {
          key: 'organisation',
          head: words.organisation,
          cell: ({ id, name }) => (
            <Link
              to={`/admin/organisations/${id}`}
              className="inline-flex min-h-6 items-center font-medium wrap-anywhere"
            >
              {name}
            </Link>
          ),
        },
        { key: 'sides', head: words.sides, cell: sidesOf },
        { key: 'state', head: words.state, cell: (one) => <OrganisationBadges organisation={one} /> },
        { key: 'country', head: words.country, cell: (one) => uiWords.countryName(one.countryCode) },
        { key: 'people', head: words.people, kind: 'figure', cell: (one) => one.membersCount },
        { key: 'since', head: words.since, cell: (one) => <Moment at={one.createdAt} now={now} /> },
      ]}
    />
  );
}
