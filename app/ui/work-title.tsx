import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

/** The head of a work screen: where one is, in what state it is, and the one main act. */
export function WorkTitle(props: {
  title: string;
  intro?: ReactNode;
  action?: ReactNode;
  back?: { to: string; label: string };
  badges?: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-2 pb-6">
      {props.back && (
        <Link to={props.back.to} className="inline-flex min-h-6 items-center gap-1 self-start text-sm">
          <span className="rotate-90">
            <Icon name="chevron" size={14} />
          </span>
          {props.back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-lg font-semibold tracking-tight wrap-anywhere">{props.title}</h1>
          {props.badges}
        </div>
        {props.action}
      </div>
      {props.intro && <div className="max-w-[75ch] text-ink-soft">{props.intro}</div>}
    </div>
  );
}
