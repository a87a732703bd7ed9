import { Link } from '@remix-run/react';

type Target = { readonly to: string; readonly text: string };

/** On through a list that is read from one place to the next, and back to its beginning. */
export function FurtherLinks(props: { label: string; first: Target | null; next: Target | null }) {
  if (props.first === null && props.next === null) return null;
  return (
    <nav aria-label={props.label} className="flex gap-6 pt-2 text-sm">
      {props.first !== null && <Link to={props.first.to}>{props.first.text}</Link>}
      {props.next !== null && (
        <Link rel="next" to={props.next.to}>
          {props.next.text}
        </Link>
      )}
    </nav>
  );
}
