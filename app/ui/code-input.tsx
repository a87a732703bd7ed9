import { CONTROL, describedBy, Field, type FieldProps } from './field.tsx';

/** Six digits and a space, as they are shown by the programs that make them. */
const LENGTH_LIMIT = 7;

/** A code from a mail or an authenticator. Phones offer it by themselves. */
export function CodeInput(props: FieldProps & { name: string }) {
  const id = props.id ?? props.name;
  return (
    <Field {...props} id={id}>
      <input
        id={id}
        name={props.name}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={LENGTH_LIMIT}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={describedBy(id, props.hint, props.error)}
        className={`${CONTROL} max-w-40 font-mono md:text-base tracking-widest`}
      />
    </Field>
  );
}
