import { Tick } from './checkbox.tsx';
import type { FieldProps } from './field.tsx';
import { FieldSet } from './field-set.tsx';
import type { Choice } from './select.tsx';

type Hinted = Choice & { readonly hint?: string };
type GroupProps = FieldProps & {
  name: string;
  choices?: readonly Hinted[];
  /** A long list in parts, each under what it is about. */
  groups?: readonly { readonly label: string; readonly choices: readonly Hinted[] }[];
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
  const tick = (choice: Hinted, isFirst: boolean) => (
    <Tick
      key={choice.value}
      kind={props.kind}
      id={isFirst ? id : `${id}-${choice.value}`}
      name={props.name}
      value={choice.value}
      checked={props.values.includes(choice.value)}
      hint={choice.hint}
      invalid={Boolean(props.error)}
    >
      {choice.label}
    </Tick>
  );
  return (
    <FieldSet legend={props.label} id={id} hint={props.hint} error={props.error} optional={props.optional}>
      <div className={props.inline ? 'flex flex-wrap gap-x-6' : 'flex flex-col'}>
        {props.choices?.map((choice, index) => tick(choice, index === 0))}
        {props.groups?.map((group, nth) => (
          <fieldset
            key={group.label}
            className="flex flex-col border-t border-line pt-3 pb-2 first:border-0 first:pt-0"
          >
            <legend className="contents">
              <span className="text-sm font-medium text-ink-faint">{group.label}</span>
            </legend>
            {group.choices.map((choice, index) => tick(choice, nth === 0 && index === 0))}
          </fieldset>
        ))}
      </div>
    </FieldSet>
  );
}
