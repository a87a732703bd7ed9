import type { ReactNode } from 'react';

/** The ids by which a control points to its hint and its error. */
export function describedBy(id: string, hint?: string, error?: string): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
}

/** Label above, hint and error under: one order for every control. */
export function Field(props: {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={props.id} className="text-sm font-medium">
        {props.label}
      </label>
      {props.children}
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
    </div>
  );
}

export const CONTROL =
  'h-11 w-full min-w-0 rounded border border-field bg-page px-3 text-base text-ink aria-invalid:border-red aria-invalid:border-2';
