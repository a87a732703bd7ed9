import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { confirmEmailChange } from '#app/domain/identity/confirm-email-change.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { emailChangeWords } from '#app/words/en/email-change.ts';
import { attempt, one, readForm } from '../form.ts';

const words = emailChangeWords.confirm;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** The link shows a button and does nothing by itself: programs that look at mails open links, too. */
export function loader({ request }: LoaderFunctionArgs) {
  return { token: new URL(request.url).searchParams.get('token') ?? '' };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const { db, origin, now } = context;
  const visitor = await context.visitor();
  const except = visitor?.isComplete ? visitor.sessionId : null;
  const done = await attempt(
    typed,
    confirmEmailChange(db, { token: one(typed, 'token'), except, origin, now }),
  );
  if (!done.ok) return done.failed;
  return redirect(
    visitor?.isComplete && visitor.person.id === done.data
      ? '/account/email?done=changed'
      : '/log-in?done=moved',
  );
}

export default function ChangeEmail() {
  const { token } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <PostForm failed={failed}>
        <HiddenFields fields={{ token }} />
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
