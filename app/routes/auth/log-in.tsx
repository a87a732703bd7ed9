import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { logIn } from '#app/domain/identity/log-in.server.ts';
import { readVisitor } from '#app/domain/identity/read-visitor.server.ts';
import { present } from '#app/kernel/assert.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PasswordInput } from '#app/ui/password-input.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { authWords } from '#app/words/en/auth.ts';
import { attempt, one, readForm } from '../form.ts';
import { readSessionCookie, sessionCookie } from '../session-cookie.ts';
import { destinationOf } from './destination.ts';
import { deviceOf } from './device-of.ts';
import { EmailInput } from './email-input.tsx';
import { ownPath } from './own-path.ts';
import { emailField, passwordField } from './person-fields.ts';
import { readFields } from './read-fields.ts';
import { SandboxHint } from './sandbox-hint.tsx';

const words = authWords.logIn;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** Who is logged in already goes on at once. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await context.visitor();
  const next = ownPath(new URL(request.url).searchParams.get('next'));
  if (visitor?.isComplete) throw redirect(destinationOf(visitor, next));
  return { next, isDemo: context.isDemo };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const { db, now, appUrl } = context;
  const { email: wrongEmail, password: noPassword } = authWords.errors;
  const schema = z.object({ email: emailField, password: passwordField });
  const read = readFields(schema, typed, { email: wrongEmail, password: noPassword });
  if (!read.ok) return read.failed;
  const device = deviceOf(request, context);
  const held = readSessionCookie(request.headers.get('cookie'));
  const done = await attempt(typed, logIn(db, { ...read.data, ...device, token: held, now }));
  if (!done.ok) return done.failed;
  const visitor = present(
    await readVisitor(db, { token: done.data, address: device.address, now }),
    'a session that was opened just now is open',
  );
  return redirect(destinationOf(visitor, ownPath(one(typed, 'next'))), {
    headers: { 'Set-Cookie': sessionCookie(done.data, appUrl) },
  });
}

export default function LogIn() {
  const { next, isDemo } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <>
      {!failed && <FlashNotice notices={words.done} />}
      <h1 className="pb-8 text-xl font-semibold tracking-tight">{words.title}</h1>
      <PostForm failed={failed}>
        {next && <HiddenFields fields={{ next }} />}
        <EmailInput typed={failed?.typed} error={failed?.errors.email} autoComplete="username" />
        <PasswordInput
          name="password"
          label={authWords.fields.password}
          error={failed?.errors.password}
          autoComplete="current-password"
        />
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
      <p className="flex flex-wrap gap-x-8 gap-y-3 pt-6">
        <Link to="/forgot-password">{words.forgot}</Link>
        <span>
          {words.newHere}
          <Link to="/sign-up">{words.signUp}</Link>
        </span>
      </p>
      <SandboxHint isDemo={isDemo} />
    </>
  );
}
