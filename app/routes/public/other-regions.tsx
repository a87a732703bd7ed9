import { Link } from '@remix-run/react';
import { pageWords } from '#app/words/en/pages.ts';

/** Places that what was typed may mean as well, each a link to the same question about it. */
export function OtherRegions(props: {
  path: string;
  search: string;
  others: readonly { code: string; label: string }[];
}) {
  if (props.others.length === 0) return null;
  const hrefOf = (code: string) => {
    const query = new URLSearchParams(props.search);
    for (const key of ['q', 'page']) query.delete(key);
    query.set('region', code);
    return `${props.path}?${query}`;
  };
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p>{pageWords.regionPick.others}</p>
      <ul className="flex flex-wrap gap-x-4 gap-y-2">
        {props.others.map((region) => (
          <li key={region.code}>
            <Link to={hrefOf(region.code)}>{region.label}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
