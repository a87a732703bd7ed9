import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

const SHAPE = 'inline-flex min-h-11 items-center justify-center rounded px-4 py-2 text-base font-medium';
const MAIN = `${SHAPE} bg-accent text-on-accent hover:bg-accent-strong hover:text-on-accent`;
const OTHER = `${SHAPE} border border-field text-ink hover:bg-sunken hover:text-ink`;

/** Sends the form it stands in. Its text says what happens. */
export function SubmitButton({ children }: { children: ReactNode }) {
  return (
    <button type="submit" className={`${MAIN} cursor-pointer`}>
      {children}
    </button>
  );
}

/** Goes somewhere; looks like a button because it is the page's next step. */
export function ButtonLink(props: { to: string; kind: 'main' | 'other'; children: ReactNode }) {
  return (
    <Link to={props.to} className={`${props.kind === 'main' ? MAIN : OTHER} no-underline`}>
      {props.children}
    </Link>
  );
}
