import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { Moment } from './moment.tsx';

export type TimelineEvent = {
  readonly key: string;
  readonly at: Date;
  readonly title: string;
  readonly text?: ReactNode;
  readonly tone?: Tone;
};

const DOTS: Record<Tone, string> = {
  good: 'fill-accent',
  amber: 'fill-amber',
  red: 'fill-red',
  blue: 'fill-blue',
  neutral: 'fill-chart',
};

/** What happened to one thing, in the order the page gives. */
export function Timeline({ events, now }: { events: readonly TimelineEvent[]; now: Date }) {
  return (
    <ol className="flex flex-col">
      {events.map((event) => (
        <li key={event.key} className="group flex gap-3">
          <span aria-hidden="true" className="flex flex-col items-center">
            <svg viewBox="0 0 12 20" width="12" height="20" aria-hidden="true" className="shrink-0">
              <circle cx="6" cy="10" r="4" className={DOTS[event.tone ?? 'neutral']} />
            </svg>
            <span className="w-px flex-1 bg-line group-last:hidden" />
          </span>
          <div className="flex min-w-0 flex-1 flex-col gap-0.5 pb-5 text-sm">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium">{event.title}</span>
              <span className="text-xs text-ink-faint">
                <Moment at={event.at} now={now} />
              </span>
            </p>
            {event.text && <div className="max-w-[68ch] text-ink-soft wrap-anywhere">{event.text}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
