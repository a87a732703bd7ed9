import type { ReactNode } from 'react';

/** What a place is for while nothing is in it, and the one act that changes that. */
export function EmptyState(props: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 rounded border border-dashed border-field p-6">
      <p className="font-medium">{props.title}</p>
      <p className="max-w-[65ch] text-ink-soft">{props.text}</p>
      {props.action}
    </div>
  );
}
