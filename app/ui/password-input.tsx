import { useState } from 'react';
import { uiWords } from '#app/words/en/ui.ts';
import { CONTROL, describedBy, Field, type FieldProps } from './field.tsx';
import { useHydrated } from './use-hydrated.ts';

const LENGTH_LIMIT = 200;

/** A password, which can be looked at while it is typed. The page never sends one back, so it is typed anew after an error. */
export function PasswordInput(
  props: FieldProps & { name: string; autoComplete: 'current-password' | 'new-password' },
) {
  const id = props.id ?? props.name;
  const hydrated = useHydrated();
  const [shown, setShown] = useState(false);
  return (
    <Field {...props} id={id}>
      <div className="flex gap-2">
        <input
          id={id}
          name={props.name}
          type={shown ? 'text' : 'password'}
          maxLength={LENGTH_LIMIT}
          autoComplete={props.autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={describedBy(id, props.hint, props.error)}
          className={CONTROL}
        />
        {hydrated && (
          <button
            type="button"
            aria-pressed={shown}
            aria-controls={id}
            onClick={() => setShown(!shown)}
            className="h-control shrink-0 cursor-pointer rounded border border-field px-3 text-sm hover:bg-sunken"
          >
            {uiWords.password.show}
          </button>
        )}
      </div>
    </Field>
  );
}
