import { Tick } from './checkbox.tsx';
import type { FieldProps } from './field.tsx';
import { FieldSet } from './field-set.tsx';
import type { Choice } from './select.tsx';

type GroupProps = FieldProps & {
  name: string;
  choices: readonly (Choice & { readonly hint?: string })[];
  /** Beside each other instead of under each other. */
  inline?: boolean;
};

/** Several of a list. */
export function CheckboxGroup(props: GroupProps & { values: readonly string[] }) {
  return <Group {...props} kind="checkbox" />;
}

/** One of a few, all of them in sight. */
export function RadioGroup(props: GroupProps & { value: string }) {
  return <Group {...props} kind="radio" values={[props.value]} />;
}

/** The first choice carries the id of the group, so that a link from the summary of errors leads into it. */
function Group(props: GroupProps & { kind: 'checkbox' | 'radio'; values: readonly string[] }) {
  const id = props.id ?? props.name;
  return (
    <FieldSet legend={props.label} id={id} hint={props.hint} error={props.error} optional={props.optional}>
      <div className={props.inline ? 'flex flex-wrap gap-x-6' : 'flex flex-col'}>
        {props.choices.map((choice, index) => (
          <Tick
            key={choice.value}
            kind={props.kind}
            id={index === 0 ? id : `${id}-${choice.value}`}
            name={props.name}
            value={choice.value}
            checked={props.values.includes(choice.value)}
            hint={choice.hint}
            invalid={Boolean(props.error)}
          >
            {choice.label}
          </Tick>
        ))}
      </div>
    </FieldSet>
  );
}
