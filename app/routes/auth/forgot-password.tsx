import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requestLink } from '#app/domain/identity/request-link.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { authWords } from '#app/words/en/auth.ts';
import { attempt, readForm } from '../form.ts';
import { EmailInput } from './email-input.tsx';
import { emailField } from './person-fields.ts';
import { readFields } from './read-fields.ts';
import { SandboxHint } from './sandbox-hint.tsx';

const words = authWords.forgot;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader({ context }: LoaderFunctionArgs) {
  return { isDemo: context.isDemo };
}

/** Answers the same whether the address has an account or not. */
export async function action({ request, context: { db, address, now } }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const read = readFields(z.object({ email: emailField }), typed, { email: authWords.errors.email });
  if (!read.ok) return read.failed;
  const { email } = read.data;
  const sent = await attempt(typed, requestLink(db, { email, purpose: 'reset_password', address, now }));
  return sent.ok ? redirect('/forgot-password?done=sent') : sent.failed;
}

export default function ForgotPassword() {
  const { isDemo } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <>
      {!failed && <FlashNotice notices={words.done} />}
      <PageTitle title={words.title} intro={words.intro} />
      <PostForm failed={failed}>
        <EmailInput typed={failed?.typed} error={failed?.errors.email} autoComplete="username" />
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
      <p className="pt-6">
        <Link to="/log-in">{words.back}</Link>
      </p>
      <SandboxHint isDemo={isDemo} />
    </>
  );
}
