import { useEffect, useState } from 'react';
import { uiWords } from '#app/words/en/ui.ts';
import { dateTimeIn, type LocalDateTime, parseDateTime } from './date-time.ts';
import { CONTROL, describedBy, Field, type FieldProps } from './field.tsx';
import { useOutsideValue } from './use-outside-value.ts';

/**
 * A date and time. Sends the clock's figures as `name` and the clock's zone as `name_zone`: the zone it was given, or
 * with JavaScript the person's own, into which the figures are put over.
 */
export function DateTimeInput(props: FieldProps & { name: string; value: LocalDateTime }) {
  const id = props.id ?? props.name;
  const { text, zone } = props.value;
  const control = useOutsideValue<HTMLInputElement>(text);
  const [shownZone, setShownZone] = useState(zone);
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const at = parseDateTime(text, zone);
    if (at && control.current?.value === text) control.current.value = dateTimeIn(at, own).text;
    setShownZone(own);
  }, [text, zone, control]);
  const hint = [props.hint, uiWords.clockOf(shownZone)].filter(Boolean).join(' ');
  return (
    <Field {...props} id={id} hint={hint}>
      <input
        ref={control}
        id={id}
        name={props.name}
        type="datetime-local"
        defaultValue={text}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={describedBy(id, hint, props.error)}
        className={`${CONTROL} max-w-64`}
      />
      <input type="hidden" name={`${props.name}_zone`} value={shownZone} />
    </Field>
  );
}
