import { useState } from 'react';
import { uiWords } from '#app/words/en/ui.ts';
import { buttonClass } from './button.tsx';
import { CONTROL, describedBy, Field, type FieldProps } from './field.tsx';
import { useHydrated } from './use-hydrated.ts';

/** Something to be taken elsewhere as it stands: an address, a key. */
export function CopyField(props: Omit<FieldProps, 'error' | 'optional'> & { id: string; value: string }) {
  const hydrated = useHydrated();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(props.value);
    setCopied(true);
  };
  return (
    <Field {...props}>
      <div className="flex gap-2">
        <input
          id={props.id}
          type="text"
          readOnly
          value={props.value}
          onFocus={(event) => event.currentTarget.select()}
          aria-describedby={describedBy(props.id, props.hint)}
          className={`${CONTROL} font-mono md:text-base`}
        />
        {hydrated && 'clipboard' in navigator && (
          <button type="button" onClick={copy} className={`${buttonClass('other')} shrink-0 cursor-pointer`}>
            {uiWords.copy.act}
            <span className="sr-only">{props.label}</span>
          </button>
        )}
      </div>
      <p role="status" className="text-xs text-ink-faint empty:hidden">
        {copied && uiWords.copy.done}
      </p>
    </Field>
  );
}
