import { useState } from 'react';
import { uiWords } from '#app/words/en/ui.ts';
import { Tick } from './checkbox.tsx';
import { CONTROL, type FieldProps } from './field.tsx';
import { FieldSet } from './field-set.tsx';
import { type ChoiceGroup, Select } from './select.tsx';
import { useHydrated } from './use-hydrated.ts';

type PickerProps = FieldProps & { name: string; groups: readonly ChoiceGroup[] };

/** Niches by sector: one from a select, or several from boxes that a few letters narrow down. */
export function NichePicker(props: PickerProps & ({ value: string } | { values: readonly string[] })) {
  if ('values' in props) return <SeveralNiches {...props} />;
  const { value, ...rest } = props;
  return <Select {...rest} value={value} choices={[{ value: '', label: uiWords.niches.none }]} />;
}

/** What is filtered away stays in the form with its tick: hidden, not gone. */
function SeveralNiches(props: PickerProps & { values: readonly string[] }) {
  const id = props.id ?? props.name;
  const hydrated = useHydrated();
  const [wanted, setWanted] = useState('');
  const fits = (label: string) => label.toLowerCase().includes(wanted.trim().toLowerCase());
  const groups = props.groups.map((group) => ({
    ...group,
    choices: group.choices.map((choice) => ({
      ...choice,
      hidden: !fits(choice.label) && !fits(group.label),
    })),
  }));
  const first = props.groups[0]?.choices[0]?.value;
  const isNothingLeft = groups.every((group) => group.choices.every((choice) => choice.hidden));
  return (
    <FieldSet legend={props.label} id={id} hint={props.hint} error={props.error} optional={props.optional}>
      {hydrated && (
        <input
          type="search"
          aria-label={uiWords.niches.filter(props.label)}
          placeholder={uiWords.niches.placeholder}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          autoComplete="off"
          className={CONTROL}
        />
      )}
      <div className="max-h-80 overflow-y-auto rounded border border-line px-4">
        {groups.map((group) => (
          <fieldset
            key={group.label}
            hidden={group.choices.every((choice) => choice.hidden)}
            className="py-2"
          >
            <legend className="pt-2 text-xs font-medium text-ink-faint">{group.label}</legend>
            <div className="grid gap-x-6 sm:grid-cols-2">
              {group.choices.map((choice) => (
                <div key={choice.value} hidden={choice.hidden}>
                  <Tick
                    kind="checkbox"
                    id={choice.value === first ? id : `${id}-${choice.value}`}
                    name={props.name}
                    value={choice.value}
                    checked={props.values.includes(choice.value)}
                    invalid={Boolean(props.error)}
                  >
                    {choice.label}
                  </Tick>
                </div>
              ))}
            </div>
          </fieldset>
        ))}
        <p role="status" className="text-sm text-ink-soft">
          {isNothingLeft && <span className="block py-3">{uiWords.niches.nothing}</span>}
        </p>
      </div>
    </FieldSet>
  );
}
