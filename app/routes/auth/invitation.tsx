import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { acceptInvitation } from '#app/domain/identity/accept-invitation.server.ts';
import { joinByInvitation } from '#app/domain/identity/join-by-invitation.server.ts';
import { NAME_LIMIT } from '#app/domain/identity/plain-name.ts';
import { readInvitation } from '#app/domain/identity/read-invitation.server.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PasswordInput } from '#app/ui/password-input.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { authWords } from '#app/words/en/auth.ts';
import { attempt, one, readForm } from '../form.ts';
import { sessionCookie } from '../session-cookie.ts';
import { deviceOf } from './device-of.ts';
import { PASSWORD_REFUSALS } from './password-refusals.ts';
import { nameField, passwordField } from './person-fields.ts';
import { readFields } from './read-fields.ts';

const words = authWords.invitation;
const JOINED = '/account/organisation?done=joined';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const token = new URL(request.url).searchParams.get('token') ?? '';
  const visitor = await context.visitor();
  return {
    token,
    invitation: await readInvitation(context.db, { token, now: context.now }),
    visitorEmail: visitor?.isComplete ? visitor.person.email : null,
  };
}

/** Who is logged in joins as who they are; who is not makes an account, unless the address has one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const { db, origin, now, appUrl } = context;
  const token = one(typed, 'token');
  const visitor = await context.visitor();
  if (visitor?.isComplete) {
    const { person, sessionId } = visitor;
    const joined = await attempt(
      typed,
      acceptInvitation(db, {
        token,
        personId: person.id,
        email: person.email,
        sessionId,
        actor: person.id,
        origin,
        now,
      }),
    );
    return joined.ok ? redirect(JOINED) : joined.failed;
  }
  const { name: nameWrong, password: noPassword } = authWords.errors;
  const schema = z.object({ name: nameField, password: passwordField });
  const read = readFields(schema, typed, { name: nameWrong, password: noPassword });
  if (!read.ok) return read.failed;
  const made = await attempt(
    typed,
    joinByInvitation(db, { ...read.data, token, ...deviceOf(request, context), origin, now }),
    PASSWORD_REFUSALS,
  );
  if (!made.ok) return made.failed;
  return redirect(JOINED, { headers: { 'Set-Cookie': sessionCookie(made.data, appUrl) } });
}

export default function InvitationPage() {
  const { token, invitation, visitorEmail } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  if (!invitation) {
    return (
      <>
        <PageTitle title={words.over.title} intro={words.over.intro} />
        <ButtonLink to="/" kind="other">
          {words.over.start}
        </ButtonLink>
      </>
    );
  }
  const { organisationName, email, role, hasAccount } = invitation;
  return (
    <div className="wrap-anywhere">
      <PageTitle
        title={words.title(organisationName)}
        intro={words.intro(organisationName, words.roles[role])}
      />
      {visitorEmail === email ? (
        <PostForm failed={failed}>
          <HiddenFields fields={{ token }} />
          <div>
            <SubmitButton>{words.accept(organisationName)}</SubmitButton>
          </div>
        </PostForm>
      ) : visitorEmail !== null ? (
        <Notice
          tone="amber"
          title={words.another.title(email)}
          text={words.another.text(visitorEmail)}
          action={
            <PostButton action="/log-out" fields={{}} small>
              {words.another.logOut}
            </PostButton>
          }
        />
      ) : hasAccount ? (
        <Notice
          tone="blue"
          title={words.hasAccount.title}
          text={words.hasAccount.text}
          action={
            <ButtonLink
              to={`/log-in?${new URLSearchParams({ next: `/invitation?token=${token}` })}`}
              kind="main"
              small
            >
              {words.hasAccount.logIn}
            </ButtonLink>
          }
        />
      ) : (
        <JoinForm token={token} email={email} failed={failed} />
      )}
    </div>
  );
}

function JoinForm(props: {
  token: string;
  email: string;
  failed: ReturnType<typeof useActionData<typeof action>>;
}) {
  const { token, email, failed } = props;
  return (
    <PostForm failed={failed}>
      <HiddenFields fields={{ token }} />
      <p className="text-ink-soft">{words.for(email)}</p>
      <TextInput
        name="name"
        type="text"
        label={authWords.fields.name}
        hint={authWords.fields.nameHint}
        value={one(failed?.typed ?? {}, 'name')}
        error={failed?.errors.name}
        maxLength={NAME_LIMIT}
        autoComplete="name"
      />
      <PasswordInput
        name="password"
        label={authWords.fields.password}
        hint={authWords.fields.newPasswordHint}
        error={failed?.errors.password}
        autoComplete="new-password"
      />
      <div>
        <SubmitButton>{words.join}</SubmitButton>
      </div>
    </PostForm>
  );
}
