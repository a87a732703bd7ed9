import type { ReactNode } from 'react';

/** A part of a long form, with a heading of its own. */
export function FieldGroup(props: { title: string; intro?: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-5">
      <legend className="pb-4 text-base font-semibold">{props.title}</legend>
      {props.intro && <p className="-mt-3 text-ink-soft">{props.intro}</p>}
      {props.children}
    </fieldset>
  );
}
