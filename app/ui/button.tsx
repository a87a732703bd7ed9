import { Link, useNavigation } from '@remix-run/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { uiWords } from '#app/words/en/ui.ts';

export type ButtonKind = 'main' | 'other' | 'danger';

const KINDS: Record<ButtonKind, string> = {
  main: 'bg-accent text-on-accent hover:bg-accent-strong hover:text-on-accent',
  other: 'border border-field text-ink hover:bg-sunken hover:text-ink',
  danger: 'bg-red text-on-red hover:bg-red-strong hover:text-on-red',
};

/** The look of a button. A small one stands in rows and cards; on a phone it still is large enough for a thumb. */
export function buttonClass(kind: ButtonKind, { full = false, small = false } = {}): string {
  const size = small ? 'min-h-11 px-3 text-sm md:min-h-8 md:py-1' : 'min-h-control px-4 text-control';
  return `inline-flex items-center justify-center gap-2 rounded py-2 font-medium ${size} ${full ? 'w-full' : ''} ${KINDS[kind]}`;
}

/** Sends the form it stands in. Its text says what happens; while it happens, it waits and does not send twice. */
export function SubmitButton(props: {
  kind?: ButtonKind;
  name?: string;
  value?: string;
  pendingLabel?: string;
  full?: boolean;
  small?: boolean;
  children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const pending = useSubmitted(button);
  return (
    <button
      ref={button}
      type="submit"
      name={props.name}
      value={props.value}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : undefined}
      className={`${buttonClass(props.kind ?? 'main', props)} cursor-pointer aria-disabled:cursor-progress aria-disabled:opacity-70`}
    >
      {pending ? (props.pendingLabel ?? uiWords.sending) : props.children}
    </button>
  );
}

/** Whether the form that this button sent is under way. Other buttons of the page go on looking as they do. */
function useSubmitted(button: React.RefObject<HTMLButtonElement>): boolean {
  const { state, formData } = useNavigation();
  const [pressed, setPressed] = useState(false);
  useEffect(() => {
    const form = button.current?.form;
    const notice = (event: SubmitEvent) => setPressed(event.submitter === button.current);
    form?.addEventListener('submit', notice);
    return () => form?.removeEventListener('submit', notice);
  }, [button]);
  useEffect(() => {
    if (state === 'idle') setPressed(false);
  }, [state]);
  return pressed && formData !== undefined;
}

/** Goes somewhere; looks like a button because it is the page's next step. */
export function ButtonLink(props: {
  to: string;
  kind: ButtonKind;
  full?: boolean;
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <Link to={props.to} className={`${buttonClass(props.kind, props)} no-underline`}>
      {props.children}
    </Link>
  );
}
