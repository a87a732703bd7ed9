import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import {
  type ListedOrganisation,
  ORGANISATION_FILTERS,
  searchOrganisations,
} from '#app/domain/identity/search-organisations.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { requireStaff } from '../guard.ts';
import { OrganisationBadges, sidesOf } from './organisation-badges.tsx';

const words = adminWords.organisations;
const PAGE_SIZE = 25;
const PAGES_LIMIT = 1_000;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({
  q: z.string().trim().max(120).catch(''),
  show: z.enum(ORGANISATION_FILTERS).catch('all'),
  page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
});

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const asked = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const { organisations, total } = await searchOrganisations(db, {
    search: asked.q,
    filter: asked.show,
    page: asked.page,
    pageSize: PAGE_SIZE,
  });
  const pages = Math.max(1, Math.min(Math.ceil(total / PAGE_SIZE), PAGES_LIMIT));
  return { asked, now, organisations, total, pages };
}

export default function Organisations() {
  const { asked, organisations, total, pages, now } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const hrefOf = (page: number) => {
    const query = new URLSearchParams(search);
    query.set('page', String(page));
    return `/admin/organisations?${query}`;
  };
  const isFiltered = asked.q !== '' || asked.show !== 'all';
  return (
    <>
      <WorkTitle title={words.title} />
      <div className="flex flex-col gap-6">
        <FilterBar
          label={words.title}
          submitLabel={words.submit}
          clearTo={isFiltered ? '/admin/organisations' : undefined}
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
        {organisations.length === 0 ? (
          <EmptyState
            title={words.empty.title}
            text={words.empty.text}
            action={<Link to="/admin/organisations">{words.empty.action}</Link>}
          />
        ) : (
          <Table organisations={organisations} now={now} />
        )}
        <Pager page={asked.page} pages={pages} hrefOf={hrefOf} />
      </div>
    </>
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
