import { useActionData } from '@remix-run/react';
import type { MouseEvent } from 'react';
import { uiWords } from '#app/words/en/ui.ts';
import { TakesFocus } from './takes-focus.tsx';

/** Why a form was not taken. */
export type FormFailure = {
  /** From a field's id to what is wrong with it. */
  readonly errors: Readonly<Partial<Record<string, string>>>;
  /** What is wrong with none of the fields. */
  readonly refusal?: string | null;
};

/** What keeps a form from being taken, each with a way to its field. It takes the focus after every failed try. */
export function ErrorSummary({ failed }: { failed: FormFailure | null | undefined }) {
  const answer = useActionData();
  const refusal = failed?.refusal;
  const errors = Object.entries(failed?.errors ?? {}).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  if (!refusal && errors.length === 0) return null;
  return (
    <TakesFocus news={answer ?? failed} className="rounded border-2 border-red p-4">
      <div role="alert" className="flex flex-col gap-2">
        <h2 className="font-semibold">{refusal || uiWords.errors(errors.length)}</h2>
        {errors.length > 0 && (
          <ul className="flex flex-col gap-1 text-sm">
            {errors.map(([id, sentence]) => (
              <li key={id}>
                <a href={`#${id}`} onClick={focusInstead} className="font-medium text-red hover:text-red">
                  {sentence}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </TakesFocus>
  );
}

/** Goes to what a link within the page names. The router would take the new address for leaving and forget the answer. */
export function focusInstead(event: MouseEvent<HTMLAnchorElement>): void {
  const target = document.getElementById(event.currentTarget.hash.slice(1));
  if (!target || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  target.scrollIntoView({ block: 'center' });
  target.focus();
}
