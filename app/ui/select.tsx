import { CONTROL, describedBy, Field, type FieldProps } from './field.tsx';
import { useOutsideValue } from './use-outside-value.ts';

export type Choice = { readonly value: string; readonly label: string };
export type ChoiceGroup = { readonly label: string; readonly choices: readonly Choice[] };

/** One of a list: the browser's own control, which works with any keyboard, screen reader and phone. */
export function Select(
  props: FieldProps & {
    name: string;
    value: string;
    choices?: readonly Choice[] | undefined;
    groups?: readonly ChoiceGroup[] | undefined;
  },
) {
  const id = props.id ?? props.name;
  const control = useOutsideValue<HTMLSelectElement>(props.value);
  return (
    <Field {...props} id={id}>
      <select
        ref={control}
        id={id}
        name={props.name}
        defaultValue={props.value}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={describedBy(id, props.hint, props.error)}
        className={CONTROL}
      >
        {props.choices?.map((choice) => (
          <Option key={choice.value} {...choice} />
        ))}
        {props.groups?.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.choices.map((choice) => (
              <Option key={choice.value} {...choice} />
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

function Option({ value, label }: Choice) {
  return <option value={value}>{label}</option>;
}
