import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { type ButtonKind, SubmitButton } from './button.tsx';
import { HiddenFields } from './hidden-fields.tsx';

/** A form that is one button: an act that needs nothing typed and nothing confirmed. */
export function PostButton(props: {
  action?: string;
  fields: Readonly<Record<string, string | readonly string[]>>;
  kind?: ButtonKind;
  small?: boolean;
  full?: boolean;
  pendingLabel?: string;
  children: ReactNode;
}) {
  return (
    <Form
      method="post"
      action={props.action}
      preventScrollReset
      className={props.full ? 'w-full' : undefined}
    >
      <HiddenFields fields={props.fields} />
      <SubmitButton
        kind={props.kind ?? 'other'}
        small={props.small}
        full={props.full}
        pendingLabel={props.pendingLabel}
      >
        {props.children}
      </SubmitButton>
    </Form>
  );
}
