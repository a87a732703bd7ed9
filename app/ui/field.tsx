import type { ReactNode } from 'react';
import { uiWords } from '#app/words/en/ui.ts';

/** What every control of a form may be given. */
export type FieldProps = {
  /** The name when left out. */
  readonly id?: string | undefined;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Marks the label; what is not marked must be filled in. */
  readonly optional?: boolean | undefined;
};

/** The ids by which a control points to its hint and its error. */
export function describedBy(id: string, hint?: string, error?: string): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
}

/** Label above, hint and error under: one order for every control. */
export function Field(props: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={props.id} className="text-sm font-medium">
        {props.label} {props.optional && <Optional />}
      </label>
      {props.children}
      <FieldNotes id={props.id} hint={props.hint} error={props.error} />
    </div>
  );
}

/** Says that a field may stay empty. */
export function Optional() {
  return <span className="font-normal text-ink-faint">{uiWords.optional}</span>;
}

/** Error and hint of a control or a group of them, under the ids that `describedBy` names. */
export function FieldNotes(props: { id: string; hint?: string | undefined; error?: string | undefined }) {
  return (
    <>
      {props.error && (
        <p id={`${props.id}-error`} className="text-sm font-medium text-red">
          {props.error}
        </p>
      )}
      {props.hint && (
        <p id={`${props.id}-hint`} className="text-xs text-ink-faint">
          {props.hint}
        </p>
      )}
    </>
  );
}

const BOX =
  'w-full min-w-0 rounded border border-field bg-page px-3 text-control text-ink aria-invalid:border-red aria-invalid:border-2';

export const CONTROL = `${BOX} h-control`;
/** For text of several lines. */
export const CONTROL_TALL = `${BOX} py-2`;
