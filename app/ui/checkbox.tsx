import { type ReactNode, useEffect, useRef } from 'react';

/** A box or a round one with its label; the whole line can be touched. */
export function Tick(props: {
  kind: 'checkbox' | 'radio';
  id: string;
  name: string;
  value: string;
  checked: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  hint?: string | undefined;
  children: ReactNode;
}) {
  const control = useRef<HTMLInputElement>(null);
  const seen = useRef(props.checked);
  useEffect(() => {
    if (seen.current === props.checked) return;
    seen.current = props.checked;
    if (control.current) control.current.checked = props.checked;
  }, [props.checked]);
  const hintId = props.hint && `${props.id}-note`;
  return (
    <div>
      <label
        htmlFor={props.id}
        className="flex min-h-11 cursor-pointer items-start gap-3 py-2.5 text-sm md:min-h-9 md:py-1.5"
      >
        <input
          ref={control}
          type={props.kind}
          id={props.id}
          name={props.name}
          value={props.value}
          defaultChecked={props.checked}
          aria-invalid={props.invalid ? true : undefined}
          aria-describedby={[props.describedBy, hintId].filter(Boolean).join(' ') || undefined}
          className="size-5 shrink-0 accent-accent"
        />
        <span className="min-w-0">{props.children}</span>
      </label>
      {props.hint && (
        <p id={hintId} className="-mt-1 pb-1 pl-8 text-xs text-ink-faint">
          {props.hint}
        </p>
      )}
    </div>
  );
}

/** One yes or no. Its label is its children, which may hold a link. */
export function Checkbox(props: {
  id?: string;
  name: string;
  value?: string;
  checked: boolean;
  hint?: string;
  error?: string | undefined;
  children: ReactNode;
}) {
  const id = props.id ?? props.name;
  return (
    <div>
      <Tick
        kind="checkbox"
        id={id}
        name={props.name}
        value={props.value ?? 'yes'}
        checked={props.checked}
        hint={props.hint}
        invalid={Boolean(props.error)}
        describedBy={props.error && `${id}-error`}
      >
        {props.children}
      </Tick>
      {props.error && (
        <p id={`${id}-error`} className="text-sm font-medium text-red">
          {props.error}
        </p>
      )}
    </div>
  );
}
