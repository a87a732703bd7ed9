import { FurtherLinks } from '#app/ui/further-links.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';

/** On through a list that is read from one id to the next, and back to its beginning. */
export function OlderLink(props: {
  path: string;
  /** What else the address says. */
  query?: URLSearchParams;
  before: string | null;
  isFirst: boolean;
}) {
  const hrefOf = (before: string | null) => {
    const query = new URLSearchParams(props.query);
    query.delete('before');
    if (before !== null) query.set('before', before);
    const text = query.toString();
    return text ? `${props.path}?${text}` : props.path;
  };
  return (
    <FurtherLinks
      label={buyerWords.older.label}
      first={props.isFirst ? null : { to: hrefOf(null), text: buyerWords.older.newest }}
      next={props.before === null ? null : { to: hrefOf(props.before), text: buyerWords.older.older }}
    />
  );
}
