import type { ReactNode } from 'react';

/** A part of a page: its heading, one paragraph on what it is, its matter. */
export function Section(props: {
  id: string;
  title: string;
  intro?: string;
  /** What belongs to the whole part, beside its heading: a link, a button. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={props.id} className="flex flex-col gap-6 border-t border-line pt-8">
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h2 id={props.id} className="text-lg font-semibold">
            {props.title}
          </h2>
          {props.aside}
        </div>
        {props.intro && <p className="max-w-[68ch] text-ink-soft">{props.intro}</p>}
      </div>
      {props.children}
    </section>
  );
}
