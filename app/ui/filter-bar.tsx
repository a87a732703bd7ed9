import { Form, Link, useSubmit } from '@remix-run/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { uiWords } from '#app/words/en/ui.ts';
import { SubmitButton } from './button.tsx';

/**
 * What a list is narrowed by. The button sends it; with scripts, so does every choice from a select or a box. Typed
 * text waits for the button or the Enter key, since a list that jumps under one's typing helps nobody.
 */
export function FilterBar(props: {
  label: string;
  submitLabel: string;
  /** Where the list is whole; left out while it is. */
  clearTo?: string | undefined;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  useEffect(() => {
    const element = form.current;
    const send = ({ target }: Event) => {
      const isChoice =
        target instanceof HTMLSelectElement ||
        (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type));
      if (isChoice) submit(element, { preventScrollReset: true });
    };
    element?.addEventListener('change', send);
    return () => element?.removeEventListener('change', send);
  }, [submit]);
  return (
    <Form
      ref={form}
      method="get"
      aria-label={props.label}
      preventScrollReset
      className="grid items-start gap-4 rounded bg-sunken p-4 sm:grid-cols-2 lg:grid-cols-4"
    >
      {props.children}
      <div className="flex flex-wrap items-center gap-4 sm:pt-6">
        <SubmitButton kind="other">{props.submitLabel}</SubmitButton>
        {props.clearTo && (
          <Link to={props.clearTo} className="text-sm">
            {uiWords.clearFilters}
          </Link>
        )}
      </div>
    </Form>
  );
}
