import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { dropEmailChange } from '#app/domain/identity/drop-email-change.server.ts';
import { readEmailChange } from '#app/domain/identity/read-email-change.server.ts';
import { requestEmailChange } from '#app/domain/identity/request-email-change.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { CodeInput } from '#app/ui/code-input.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PasswordInput } from '#app/ui/password-input.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { emailChangeWords as words } from '#app/words/en/email-change.ts';
import { emailField, passwordField } from '../auth/person-fields.ts';
import { readFields } from '../auth/read-fields.ts';
import { SandboxHint } from '../auth/sandbox-hint.tsx';
import { attempt, one, readForm } from '../form.ts';
import { requirePerson } from '../guard.ts';

const FIELD_OF = {
  email_is_yours: 'email',
  password_wrong: 'password',
  code_wrong: 'code',
  recovery_code_wrong: 'recovery_code',
};

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { person } = await requirePerson(args);
  const { db, now, isDemo } = args.context;
  return { now, isDemo, person, waiting: await readEmailChange(db, { personId: person.id, now }) };
}

export async function action(args: ActionFunctionArgs) {
  const { person, actor, origin } = await requirePerson(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const by = { personId: person.id, actor, origin, now };
  if (one(typed, 'act') === 'drop') {
    await dropEmailChange(db, by);
    return redirect('/account/email?done=dropped');
  }
  const read = readFields(z.object({ email: emailField, password: passwordField }), typed, {
    email: words.emailError,
    password: words.passwordError,
  });
  if (!read.ok) return read.failed;
  const factor = { code: one(typed, 'code'), recoveryCode: one(typed, 'recovery_code') };
  const asked = await attempt(typed, requestEmailChange(db, { ...by, ...read.data, ...factor }), FIELD_OF);
  return asked.ok ? redirect('/account/email?done=sent') : asked.failed;
}

export default function Email() {
  const { person, waiting, now, isDemo } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <>
      {!failed && <FlashNotice notices={words.done} />}
      <WorkTitle
        title={words.title}
        intro={<span className="wrap-anywhere">{words.intro(person.email)}</span>}
        back={{ to: '/account', label: words.back }}
      />
      <div className="flex flex-col gap-8">
        {waiting && (
          <Notice
            tone="blue"
            title={words.waits.title}
            text={
              <p className="wrap-anywhere">
                {words.waits.text(waiting.email)} <Moment at={waiting.until} now={now} exact />.
              </p>
            }
            action={
              <PostButton fields={{ act: 'drop' }} small>
                {words.waits.drop}
              </PostButton>
            }
          />
        )}
        <PostForm failed={failed}>
          <TextInput
            name="email"
            type="email"
            label={words.email}
            value={one(failed?.typed ?? {}, 'email')}
            error={failed?.errors.email}
            maxLength={254}
            autoComplete="email"
          />
          <PasswordInput
            name="password"
            label={words.password}
            error={failed?.errors.password}
            autoComplete="current-password"
          />
          {person.hasSecondFactor && (
            <>
              <CodeInput
                name="code"
                label={words.code}
                hint={words.codeHint}
                error={failed?.errors.code}
                optional
              />
              <TextInput
                name="recovery_code"
                type="text"
                label={words.recovery}
                optional
                value=""
                error={failed?.errors.recovery_code}
                maxLength={40}
              />
            </>
          )}
          <div>
            <SubmitButton>{words.submit}</SubmitButton>
          </div>
        </PostForm>
      </div>
      {waiting && <SandboxHint isDemo={isDemo} />}
    </>
  );
}
