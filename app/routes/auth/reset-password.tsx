import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isResetLinkOpen } from '#app/domain/identity/is-reset-link-open.server.ts';
import { resetPassword } from '#app/domain/identity/reset-password.server.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PasswordInput } from '#app/ui/password-input.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { authWords } from '#app/words/en/auth.ts';
import { attempt, one, readForm } from '../form.ts';
import { noSessionCookie } from '../session-cookie.ts';
import { PASSWORD_REFUSALS } from './password-refusals.ts';
import { passwordField } from './person-fields.ts';
import { readFields } from './read-fields.ts';

const words = authWords.reset;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const token = new URL(request.url).searchParams.get('token') ?? '';
  return { token, isOpen: await isResetLinkOpen(db, { token, now }) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const { db, origin, now, appUrl } = context;
  const read = readFields(z.object({ password: passwordField }), typed, {
    password: authWords.errors.password,
  });
  if (!read.ok) return read.failed;
  const { password } = read.data;
  const token = one(typed, 'token');
  const done = await attempt(typed, resetPassword(db, { token, password, origin, now }), PASSWORD_REFUSALS);
  if (!done.ok) return done.failed;
  return redirect('/log-in?done=reset', { headers: { 'Set-Cookie': noSessionCookie(appUrl) } });
}

export default function ResetPassword() {
  const { token, isOpen } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  if (!isOpen) {
    return (
      <>
        <PageTitle title={words.over.title} intro={words.over.text} />
        <ButtonLink to="/forgot-password" kind="main">
          {words.over.again}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <PostForm failed={failed}>
        <HiddenFields fields={{ token }} />
        <PasswordInput
          name="password"
          label={authWords.fields.newPassword}
          hint={authWords.fields.newPasswordHint}
          error={failed?.errors.password}
          autoComplete="new-password"
        />
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
