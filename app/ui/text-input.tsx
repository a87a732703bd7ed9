import type { HTMLInputAutoCompleteAttribute } from 'react';
import { CONTROL, describedBy, Field, type FieldProps } from './field.tsx';
import { useOutsideValue } from './use-outside-value.ts';

export type TextInputProps = FieldProps & {
  name: string;
  value: string;
  maxLength: number;
  type?: 'search' | 'text' | 'email' | 'tel' | 'url' | 'number' | 'date';
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url';
  /** What stands before or after the text and is not typed, such as a currency. */
  prefix?: string;
  suffix?: string;
};

/** A line of text. It starts anew when its value changes from outside, as after a search. */
export function TextInput(props: TextInputProps) {
  const id = props.id ?? props.name;
  const control = useOutsideValue<HTMLInputElement>(props.value);
  const affixes = [props.prefix && `${id}-prefix`, props.suffix && `${id}-suffix`];
  const input = (
    <input
      ref={control}
      id={id}
      name={props.name}
      type={props.type ?? 'search'}
      defaultValue={props.value}
      maxLength={props.maxLength}
      autoComplete={props.autoComplete ?? 'off'}
      inputMode={props.inputMode}
      aria-invalid={props.error ? true : undefined}
      aria-describedby={
        [describedBy(id, props.hint, props.error), ...affixes].filter(Boolean).join(' ') || undefined
      }
      className={CONTROL}
    />
  );
  return (
    <Field {...props} id={id}>
      {props.prefix || props.suffix ? (
        <div className="flex items-center gap-2">
          {props.prefix && <Affix id={`${id}-prefix`} text={props.prefix} />}
          {input}
          {props.suffix && <Affix id={`${id}-suffix`} text={props.suffix} />}
        </div>
      ) : (
        input
      )}
    </Field>
  );
}

function Affix({ id, text }: { id: string; text: string }) {
  return (
    <span id={id} className="shrink-0 text-sm text-ink-soft">
      {text}
    </span>
  );
}
