import { Link } from '@remix-run/react';
import { pageWords } from '#app/words/en/pages.ts';

/** Earlier and later pages of a list. @param hrefOf where a page is, from 1 */
export function Pager(props: { page: number; pages: number; hrefOf: (page: number) => string }) {
  if (props.pages < 2) return null;
  return (
    <nav aria-label={pageWords.pager.label} className="flex items-center gap-6 pt-4 text-sm">
      {props.page > 1 && (
        <Link rel="prev" to={props.hrefOf(props.page - 1)}>
          {pageWords.pager.previous}
        </Link>
      )}
      <span className="text-ink-soft tabular-nums">{pageWords.pager.where(props.page, props.pages)}</span>
      {props.page < props.pages && (
        <Link rel="next" to={props.hrefOf(props.page + 1)}>
          {pageWords.pager.next}
        </Link>
      )}
    </nav>
  );
}
