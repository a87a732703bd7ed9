import { Form, useActionData, useNavigation } from '@remix-run/react';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { ErrorSummary, type FormFailure } from './error-summary.tsx';

/**
 * A form that changes something: one column, what is wrong on top. The server judges what was typed and says so in the
 * summary; the browser's own bubbles are off, since they say it one at a time and in another language.
 */
export function PostForm(props: {
  failed?: FormFailure | null | undefined;
  action?: string;
  /** Where a page has several forms. */
  label?: string;
  wide?: boolean;
  /** Whether it sends files. */
  files?: boolean;
  children: ReactNode;
}) {
  const { round, onSubmit } = useEmptyAfterSuccess();
  return (
    <Form
      method="post"
      action={props.action}
      encType={props.files ? 'multipart/form-data' : undefined}
      noValidate
      aria-label={props.label}
      onSubmit={onSubmit}
      className={`flex flex-col gap-5 ${props.wide ? '' : 'max-w-xl'}`}
    >
      <ErrorSummary failed={props.failed} />
      <Fragment key={round}>{props.children}</Fragment>
    </Form>
  );
}

/**
 * Fields keep what was typed while an answer about it stands. When one was taken, and the page stayed, they begin anew
 * with the values the page gives them, as they would after a reload.
 */
function useEmptyAfterSuccess(): { round: number; onSubmit: () => void } {
  const { state } = useNavigation();
  const answer = useActionData();
  const sent = useRef(false);
  const [round, setRound] = useState(0);
  const wasBusy = useRef(false);
  useEffect(() => {
    const isOver = wasBusy.current && state === 'idle';
    wasBusy.current = state !== 'idle';
    if (!isOver || !sent.current || answer) return;
    sent.current = false;
    setRound((last) => last + 1);
  }, [state, answer]);
  return {
    round,
    onSubmit: () => {
      sent.current = true;
    },
  };
}
