import type { ReactNode } from 'react';

/** Details that few need; the browser's own way of folding. */
export function Disclosure(props: { summary: string; open?: boolean; children: ReactNode }) {
  return (
    <details open={props.open} className="text-sm">
      <summary className="inline-block min-h-11 py-3 text-accent underline underline-offset-3 md:min-h-0 md:py-1">
        {props.summary}
      </summary>
      <div className="flex flex-col gap-3 pt-2">{props.children}</div>
    </details>
  );
}
