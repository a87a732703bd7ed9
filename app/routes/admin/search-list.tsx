import { Link, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';

export const PAGE_SIZE = 25;
const PAGES_LIMIT = 1_000;

export type Search<Filter extends string> = {
  readonly q: string;
  readonly show: Filter | 'all';
  readonly page: number;
};

/** What is looked for, from the page's address; what it says wrongly counts as not said. */
export function readSearch<Filter extends string>(url: string, filters: readonly Filter[]): Search<Filter> {
  const schema = z.object({
    q: z.string().trim().max(120).catch(''),
    page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
    show: z.string().catch('all'),
  });
  const asked = schema.parse(Object.fromEntries(new URL(url).searchParams));
  return { ...asked, show: filters.find((filter) => filter === asked.show) ?? 'all' };
}

type Words = {
  readonly title: string;
  readonly search: string;
  readonly filter: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly submit: string;
  readonly found: (total: number) => string;
  readonly empty: { readonly title: string; readonly text: string; readonly action: string };
};

/** A list found by a text and a filter, page by page. @param props.children the table of this page's rows */
export function SearchList(props: {
  words: Words;
  /** The page's own path. */
  path: string;
  asked: Search<string>;
  total: number;
  children: ReactNode;
}) {
  const { words, path, asked, total } = props;
  const { search } = useLocation();
  const hrefOf = (page: number) => {
    const query = new URLSearchParams(search);
    query.set('page', String(page));
    return `${path}?${query}`;
  };
  const isFiltered = asked.q !== '' || asked.show !== 'all';
  return (
    <>
      <WorkTitle title={words.title} />
      <div className="flex flex-col gap-6">
        <FilterBar label={words.title} submitLabel={words.submit} clearTo={isFiltered ? path : undefined}>
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
        {total === 0 ? (
          <EmptyState
            title={words.empty.title}
            text={words.empty.text}
            action={<Link to={path}>{words.empty.action}</Link>}
          />
        ) : (
          props.children
        )}
        <Pager
          page={asked.page}
          pages={Math.max(1, Math.min(Math.ceil(total / PAGE_SIZE), PAGES_LIMIT))}
          hrefOf={hrefOf}
        />
      </div>
    </>
  );
}
