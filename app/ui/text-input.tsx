import { CONTROL, describedBy, Field } from './field.tsx';

/** A line of text. It starts anew when its value changes from outside, as after a search. */
export function TextInput(props: {
  id: string;
  name: string;
  label: string;
  value: string;
  hint?: string;
  error?: string | undefined;
  maxLength: number;
}) {
  return (
    <Field id={props.id} label={props.label} hint={props.hint} error={props.error}>
      <input
        key={props.value}
        id={props.id}
        name={props.name}
        type="search"
        defaultValue={props.value}
        maxLength={props.maxLength}
        autoComplete="off"
        aria-invalid={props.error ? true : undefined}
        aria-describedby={describedBy(props.id, props.hint, props.error)}
        className={CONTROL}
      />
    </Field>
  );
}
