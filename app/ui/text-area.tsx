import { CONTROL_TALL, describedBy, Field, type FieldProps } from './field.tsx';
import { useOutsideValue } from './use-outside-value.ts';

/** Text of several lines. */
export function TextArea(
  props: FieldProps & { name: string; value: string; maxLength: number; rows?: number },
) {
  const id = props.id ?? props.name;
  const control = useOutsideValue<HTMLTextAreaElement>(props.value);
  return (
    <Field {...props} id={id}>
      <textarea
        ref={control}
        id={id}
        name={props.name}
        rows={props.rows ?? 4}
        defaultValue={props.value}
        maxLength={props.maxLength}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={describedBy(id, props.hint, props.error)}
        className={CONTROL_TALL}
      />
    </Field>
  );
}
