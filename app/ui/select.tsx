import { CONTROL, Field } from './field.tsx';

export type Choice = { readonly value: string; readonly label: string };
export type ChoiceGroup = { readonly label: string; readonly choices: readonly Choice[] };

/** One of a list: the browser's own control, which works with any keyboard, screen reader and phone. */
export function Select(props: {
  id: string;
  name: string;
  label: string;
  value: string;
  choices?: readonly Choice[];
  groups?: readonly ChoiceGroup[];
}) {
  return (
    <Field id={props.id} label={props.label}>
      <select
        key={props.value}
        id={props.id}
        name={props.name}
        defaultValue={props.value}
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
