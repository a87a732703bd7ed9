import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

/** Things one acts on, one card each. */
export function CardList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {children}
    </ul>
  );
}

/** One thing: what it is, its states, its facts, and what can be done with it. */
export function Card(props: {
  title: string;
  to?: string;
  /** Of its heading; 3 where the list stands in a part with a heading of its own. */
  level?: 2 | 3;
  badges?: ReactNode;
  /** A line under the title. */
  meta?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const Heading = props.level === 3 ? 'h3' : 'h2';
  return (
    <li className="flex flex-col gap-3 rounded border border-line p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-col gap-1">
          <Heading className="font-medium wrap-anywhere">
            {props.to ? (
              <Link to={props.to} className="inline-flex min-h-6 items-center text-ink">
                {props.title}
              </Link>
            ) : (
              props.title
            )}
          </Heading>
          {props.meta && (
            <div className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-faint">{props.meta}</div>
          )}
        </div>
        {props.badges && <div className="flex flex-wrap gap-1">{props.badges}</div>}
      </div>
      {props.children && <div className="min-w-0 text-sm">{props.children}</div>}
      {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
    </li>
  );
}
