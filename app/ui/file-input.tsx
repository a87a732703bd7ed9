import { CONTROL_TALL, describedBy, Field, type FieldProps } from './field.tsx';

/** A file of one's own: the browser's own control. The form it stands in sends files. */
export function FileInput(props: FieldProps & { name: string; accept: string }) {
  const id = props.id ?? props.name;
  return (
    <Field {...props} id={id}>
      <input
        id={id}
        name={props.name}
        type="file"
        accept={props.accept}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={describedBy(id, props.hint, props.error)}
        className={CONTROL_TALL}
      />
    </Field>
  );
}
