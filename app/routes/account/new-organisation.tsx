import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { createOrganisation } from '#app/domain/identity/create-organisation.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { authWords } from '#app/words/en/auth.ts';
import { OrganisationFields } from '../auth/organisation-fields.tsx';
import { organisationChoices, organisationShape, toTerms } from '../auth/organisation-form.ts';
import { readFields } from '../auth/read-fields.ts';
import { attempt, readForm } from '../form.ts';
import { requirePerson } from '../guard.ts';

const words = accountWords.organisations;

export const meta: MetaFunction = () => [{ title: words.newMeta }];

export async function loader(args: LoaderFunctionArgs) {
  await requirePerson(args);
  return { choices: await organisationChoices(args.context.db) };
}

export async function action(args: ActionFunctionArgs) {
  const { person, sessionId, actor, origin } = await requirePerson(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const shape = z.object(await organisationShape(db));
  const read = readFields(shape, typed, authWords.organisationErrors);
  if (!read.ok) return read.failed;
  const terms = toTerms(read.data);
  const made = await attempt(
    typed,
    createOrganisation(db, { personId: person.id, sessionId, terms, actor, origin, now }),
  );
  return made.ok ? redirect('/account/organisation?done=created') : made.failed;
}

export default function NewOrganisation() {
  const { choices } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <>
      <WorkTitle
        title={words.newTitle}
        intro={words.newIntro}
        back={{ to: '/account/organisations', label: accountWords.back.organisations }}
      />
      <PostForm failed={failed}>
        <OrganisationFields choices={choices} failed={failed} />
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
