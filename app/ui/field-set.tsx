import type { ReactNode } from 'react';
import { describedBy, FieldNotes, Optional } from './field.tsx';

/** Fields that belong together, under one name. */
export function FieldSet(props: {
  legend: string;
  id?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean | undefined;
  children: ReactNode;
}) {
  const { id } = props;
  return (
    <fieldset
      aria-describedby={id && describedBy(id, props.hint, props.error)}
      className="flex min-w-0 flex-col gap-2"
    >
      <legend className="pb-1 text-sm font-medium">
        {props.legend} {props.optional && <Optional />}
      </legend>
      {props.children}
      {id && <FieldNotes id={id} hint={props.hint} error={props.error} />}
    </fieldset>
  );
}
