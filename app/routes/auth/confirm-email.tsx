import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { confirmEmail } from '#app/domain/identity/confirm-email.server.ts';
import { requestLink } from '#app/domain/identity/request-link.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { authWords } from '#app/words/en/auth.ts';
import { attempt, one, readForm } from '../form.ts';
import { homeOf } from '../home.ts';
import { EmailInput } from './email-input.tsx';
import { emailField } from './person-fields.ts';
import { readFields } from './read-fields.ts';
import { SandboxHint } from './sandbox-hint.tsx';

const words = authWords.confirm;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** The link of the mail shows a button and does nothing by itself: programs that look at mails open links, too. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await context.visitor();
  const token = new URL(request.url).searchParams.get('token');
  if (!token && visitor?.isComplete && visitor.person.emailConfirmed) throw redirect(homeOf(visitor));
  return { token, email: visitor?.person.email ?? null, isDemo: context.isDemo };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const { db, address, origin, now } = context;
  const visitor = await context.visitor();
  const token = one(typed, 'token');
  if (token) {
    const done = await attempt(typed, confirmEmail(db, { token, origin, now }));
    if (!done.ok) return done.failed;
    const isThem = visitor?.isComplete && visitor.person.id === done.data;
    return redirect(isThem ? homeOf(visitor) : '/log-in?done=confirmed');
  }
  const email = visitor ? [visitor.person.email] : typed.email;
  const read = readFields(
    z.object({ email: emailField }),
    { email: email ?? [] },
    { email: authWords.errors.email },
  );
  if (!read.ok) return read.failed;
  const { data } = read;
  const sent = await attempt(typed, requestLink(db, { ...data, purpose: 'confirm_email', address, now }));
  return sent.ok ? redirect('/confirm-email?done=sent') : sent.failed;
}

export default function ConfirmEmail() {
  const { token, email, isDemo } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  if (token && !failed) {
    return (
      <>
        <PageTitle title={words.press.title} intro={words.press.intro} />
        <PostForm>
          <HiddenFields fields={{ token }} />
          <div>
            <SubmitButton>{words.press.submit}</SubmitButton>
          </div>
        </PostForm>
      </>
    );
  }
  return (
    <>
      {!failed && <FlashNotice notices={words.done} />}
      <div className="wrap-anywhere">
        <PageTitle title={words.title} intro={email ? words.introFor(email) : words.intro} />
      </div>
      <PostForm failed={failed} action="/confirm-email">
        <p className="text-ink-soft">{words.hint}</p>
        {email === null && (
          <EmailInput typed={failed?.typed} error={failed?.errors.email} autoComplete="email" />
        )}
        <div>
          <SubmitButton kind="other">{words.resend}</SubmitButton>
        </div>
      </PostForm>
      {email !== null && (
        <div className="flex flex-col items-start gap-3 pt-8 text-sm text-ink-soft">
          <p>{words.otherAddress}</p>
          <PostButton action="/log-out" fields={{}} small>
            {words.logOut}
          </PostButton>
        </div>
      )}
      <SandboxHint isDemo={isDemo} />
    </>
  );
}
