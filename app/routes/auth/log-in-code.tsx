import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { giveSecondFactor } from '#app/domain/identity/give-second-factor.server.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { CodeInput } from '#app/ui/code-input.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { authWords } from '#app/words/en/auth.ts';
import { attempt, one, readForm } from '../form.ts';
import { sessionCookie } from '../session-cookie.ts';
import { destinationOf } from './destination.ts';
import { deviceOf } from './device-of.ts';
import { ownPath } from './own-path.ts';

const words = authWords.code;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await context.visitor();
  const next = ownPath(new URL(request.url).searchParams.get('next'));
  if (visitor?.isComplete) throw redirect(destinationOf(visitor, next));
  return { isAsked: visitor !== null, next, isDemo: context.isDemo };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const { db, now, appUrl } = context;
  const next = ownPath(one(typed, 'next'));
  const visitor = await context.visitor();
  if (!visitor || visitor.isComplete) return redirect('/log-in');
  const done = await attempt(
    typed,
    giveSecondFactor(db, {
      code: one(typed, 'code'),
      recoveryCode: one(typed, 'recovery_code'),
      personId: visitor.person.id,
      sessionId: visitor.sessionId,
      ...deviceOf(request, context),
      now,
    }),
    { code_wrong: 'code', recovery_code_wrong: 'recovery_code' },
  );
  if (!done.ok) return done.failed;
  return redirect(destinationOf({ ...visitor, isComplete: true }, next), {
    headers: { 'Set-Cookie': sessionCookie(done.data, appUrl) },
  });
}

export default function LogInCode() {
  const { isAsked, next, isDemo } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  if (!isAsked) {
    return (
      <>
        <PageTitle title={words.notNow.title} intro={words.notNow.intro} />
        <ButtonLink to="/log-in" kind="main">
          {authWords.logIn.submit}
        </ButtonLink>
      </>
    );
  }
  const wrongRecovery = failed?.errors.recovery_code;
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <div className="flex max-w-xl flex-col gap-6">
        <PostForm failed={wrongRecovery ? null : failed}>
          {next && <HiddenFields fields={{ next }} />}
          <CodeInput
            name="code"
            label={authWords.fields.code}
            hint={authWords.fields.codeHint}
            error={failed?.errors.code}
          />
          <div>
            <SubmitButton>{words.submit}</SubmitButton>
          </div>
        </PostForm>
        <Disclosure summary={words.noPhone} open={Boolean(wrongRecovery)}>
          <PostForm failed={wrongRecovery ? failed : null}>
            {next && <HiddenFields fields={{ next }} />}
            <TextInput
              name="recovery_code"
              type="text"
              label={authWords.fields.recoveryCode}
              hint={authWords.fields.recoveryCodeHint}
              value=""
              error={wrongRecovery}
              maxLength={40}
            />
            <div>
              <SubmitButton kind="other">{words.submitRecovery}</SubmitButton>
            </div>
          </PostForm>
        </Disclosure>
        <p>
          <Link to="/log-in">{words.other}</Link>
        </p>
        {isDemo && (
          <p className="border-t border-line pt-4 text-sm text-ink-soft">
            {words.authenticatorBefore}
            <Link to="/sandbox/authenticator">{words.authenticator}</Link>.
          </p>
        )}
      </div>
    </>
  );
}
