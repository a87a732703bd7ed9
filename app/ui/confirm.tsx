import { Dialog, DialogDescription, DialogHeading, HeadingLevel } from '@ariakit/react';
import { Form, Link, useActionData, useNavigate } from '@remix-run/react';
import { type ReactNode, useEffect, useState } from 'react';
import { uiWords } from '#app/words/en/ui.ts';
import { buttonClass, SubmitButton } from './button.tsx';
import { DefinitionList } from './definition-list.tsx';
import { HiddenFields } from './hidden-fields.tsx';
import { TakesFocus } from './takes-focus.tsx';
import { useHydrated } from './use-hydrated.ts';

/** What an action answers instead of acting, when it was not yet told that the figures are agreed to. */
export type Ask = {
  readonly title: string;
  readonly text: string;
  readonly figures: readonly { readonly label: string; readonly value: ReactNode }[];
  /** All that the action needs to act, the figures asked about among it. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly confirmLabel: string;
  readonly tone?: 'main' | 'danger';
};

type ConfirmProps = Ask & {
  action?: string;
  cancelTo: string;
  /** Where the page speaks another language than the application. */
  cancelLabel?: string;
};

const TITLE_ID = 'confirm-title';

/** A question before something is paid or destroyed: a section on top of the page, with scripts a modal dialog. */
export function Confirm(props: ConfirmProps) {
  return useHydrated() ? <Asked {...props} /> : <AskedInPage {...props} />;
}

function AskedInPage(props: ConfirmProps) {
  return (
    <section aria-labelledby={TITLE_ID} className="mb-8 max-w-xl">
      <TakesFocus news={props.title} className="flex flex-col gap-4 rounded border-2 border-field p-5">
        <h2 id={TITLE_ID} className="text-lg font-semibold">
          {props.title}
        </h2>
        <p>{props.text}</p>
        <Question {...props}>
          <Link to={props.cancelTo} className={`${buttonClass('other')} no-underline`}>
            {props.cancelLabel ?? uiWords.confirm.cancel}
          </Link>
        </Question>
      </TakesFocus>
    </section>
  );
}

/** Closing it leaves the page as it is, with all that was typed; a question that came by a link is left by one. */
function Asked(props: ConfirmProps) {
  const answer = useActionData();
  const navigate = useNavigate();
  const [open, setOpen] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same question asked again opens again
  useEffect(() => setOpen(true), [answer]);
  const close = () => {
    setOpen(false);
    if (!answer) navigate(props.cancelTo, { replace: true, preventScrollReset: true });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      unmountOnHide
      role="alertdialog"
      hideOnInteractOutside={false}
      backdrop={<div className="bg-veil" />}
      className="work fixed inset-x-4 top-1/2 z-50 mx-auto flex max-h-[90dvh] max-w-lg -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded border border-line bg-page p-6 text-sm text-ink shadow"
    >
      <HeadingLevel level={2}>
        <DialogHeading className="text-lg font-semibold">{props.title}</DialogHeading>
      </HeadingLevel>
      <DialogDescription className="max-w-[60ch]">{props.text}</DialogDescription>
      <Question {...props}>
        <button
          type="button"
          data-autofocus
          onClick={close}
          className={`${buttonClass('other')} cursor-pointer`}
        >
          {props.cancelLabel ?? uiWords.confirm.cancel}
        </button>
      </Question>
    </Dialog>
  );
}

function Question(props: ConfirmProps & { children: ReactNode }) {
  return (
    <>
      {props.figures.length > 0 && (
        <DefinitionList items={props.figures.map(({ label, value }) => ({ term: label, value }))} />
      )}
      <Form method="post" action={props.action} className="flex flex-wrap gap-3">
        <HiddenFields fields={{ ...props.fields, confirmed: 'yes' }} />
        <SubmitButton kind={props.tone ?? 'main'}>{props.confirmLabel}</SubmitButton>
        {props.children}
      </Form>
    </>
  );
}
