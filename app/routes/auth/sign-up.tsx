import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { NAME_LIMIT } from '#app/domain/identity/plain-name.ts';
import { signUp } from '#app/domain/identity/sign-up.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PasswordInput } from '#app/ui/password-input.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { authWords } from '#app/words/en/auth.ts';
import { attempt, one, readForm } from '../form.ts';
import { EmailInput } from './email-input.tsx';
import { OrganisationFields } from './organisation-fields.tsx';
import { organisationChoices, organisationShape, toTerms } from './organisation-form.ts';
import { PASSWORD_REFUSALS } from './password-refusals.ts';
import { emailField, nameField, passwordField } from './person-fields.ts';
import { readFields } from './read-fields.ts';
import { SandboxHint } from './sandbox-hint.tsx';

const words = authWords.signUp;

export const meta: MetaFunction = () => [{ title: words.meta }];

const SIDES: Readonly<Record<string, 'sells' | 'buys'>> = { sell: 'sells', buy: 'buys' };

export async function loader({ request, context }: LoaderFunctionArgs) {
  return {
    side: SIDES[new URL(request.url).searchParams.get('side') ?? ''] ?? null,
    isOpen: await readSetting(context.db, 'sign_up_open'),
    choices: await organisationChoices(context.db),
    isDemo: context.isDemo,
  };
}

/** Answers the same whether the address has an account or not: who has one learns it by mail. */
export async function action({ request, context }: ActionFunctionArgs) {
  const typed = await readForm(request);
  const { db, address, origin, now } = context;
  const schema = z.object({
    name: nameField,
    email: emailField,
    password: passwordField,
    ...(await organisationShape(db)),
  });
  const read = readFields(schema, typed, { ...authWords.errors, ...authWords.organisationErrors });
  if (!read.ok) return read.failed;
  const { name, email, password } = read.data;
  const organisation = toTerms(read.data);
  const done = await attempt(
    typed,
    signUp(db, { name, email, password, organisation, address, origin, now }),
    PASSWORD_REFUSALS,
  );
  return done.ok ? redirect('/confirm-email') : done.failed;
}

export default function SignUp() {
  const { isOpen, choices, isDemo, side } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const typed = failed?.typed ?? {};
  const errors = failed?.errors ?? {};
  if (!isOpen) {
    return (
      <>
        <PageTitle title={words.title} intro={words.intro} />
        <Notice tone="amber" title={words.closed.title} text={words.closed.text} />
      </>
    );
  }
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <PostForm failed={failed}>
        <Part title={words.you}>
          <TextInput
            name="name"
            type="text"
            label={authWords.fields.name}
            hint={authWords.fields.nameHint}
            value={one(typed, 'name')}
            error={errors.name}
            maxLength={NAME_LIMIT}
            autoComplete="name"
          />
          <EmailInput typed={typed} error={errors.email} autoComplete="email" />
          <PasswordInput
            name="password"
            label={authWords.fields.password}
            hint={authWords.fields.newPasswordHint}
            error={errors.password}
            autoComplete="new-password"
          />
        </Part>
        <Part title={words.theOrganisation}>
          <OrganisationFields choices={choices} failed={failed} side={side} />
        </Part>
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
      <p className="pt-6">
        {words.known}
        <Link to="/log-in">{words.logIn}</Link>
      </p>
      <SandboxHint isDemo={isDemo} />
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-5 border-t border-line pt-6 first:border-0 first:pt-0">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}
