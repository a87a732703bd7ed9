import { Link } from '@remix-run/react';
import { buyerWords } from '#app/words/en/buyer.ts';

/** On through a list that is read from one id to the next, and back to its beginning. */
export function OlderLink(props: {
  path: string;
  /** What else the address says. */
  query?: URLSearchParams;
  before: string | null;
  isFirst: boolean;
}) {
  if (props.isFirst && props.before === null) return null;
  const hrefOf = (before: string | null) => {
    const query = new URLSearchParams(props.query);
    query.delete('before');
    if (before !== null) query.set('before', before);
    const text = query.toString();
    return text ? `${props.path}?${text}` : props.path;
  };
  return (
    <nav aria-label={buyerWords.older.label} className="flex gap-6 pt-2 text-sm">
      {!props.isFirst && <Link to={hrefOf(null)}>{buyerWords.older.newest}</Link>}
      {props.before !== null && (
        <Link rel="next" to={hrefOf(props.before)}>
          {buyerWords.older.older}
        </Link>
      )}
    </nav>
  );
}
