import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { stopEmailChange } from '#app/domain/identity/stop-email-change.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TakesFocus } from '#app/ui/takes-focus.tsx';
import { emailChangeWords } from '#app/words/en/email-change.ts';
import { attempt, one, readForm } from '../form.ts';
import { SandboxHint } from './sandbox-hint.tsx';

const words = emailChangeWords.stop;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** The link shows a button and does nothing by itself: programs that look at mails open links, too. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return { token: new URL(request.url).searchParams.get('token') ?? '', isDemo: context.isDemo };
}

export async function action({ request, context: { db, origin, now } }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const done = await attempt(typed, stopEmailChange(db, { token: one(typed, 'token'), origin, now }));
  return { failed: done.ok ? null : done.failed };
}

export default function StopEmailChange() {
  const { token, isDemo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isStopped = answer?.failed === null;
  return (
    <>
      {isStopped ? (
        <TakesFocus news="stopped" className="">
          <PageTitle title={emailChangeWords.stopped.title} intro={emailChangeWords.stopped.text} />
        </TakesFocus>
      ) : (
        <>
          <PageTitle title={words.title} intro={words.intro} />
          <PostForm failed={answer?.failed}>
            <HiddenFields fields={{ token }} />
            <div>
              <SubmitButton kind="danger">{words.submit}</SubmitButton>
            </div>
          </PostForm>
        </>
      )}
      <SandboxHint isDemo={isDemo} />
    </>
  );
}
