import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { NAME_LIMIT } from '#app/domain/identity/plain-name.ts';
import { renamePerson } from '#app/domain/identity/rename-person.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { emailChangeWords } from '#app/words/en/email-change.ts';
import { nameField } from '../auth/person-fields.ts';
import { readFields } from '../auth/read-fields.ts';
import { one, readForm } from '../form.ts';
import { requirePerson } from '../guard.ts';

const words = accountWords.profile;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { person } = await requirePerson(args);
  return { person };
}

export async function action(args: ActionFunctionArgs) {
  const { person } = await requirePerson(args);
  const typed = await readForm(args.request);
  const read = readFields(z.object({ name: nameField }), typed, { name: words.nameError });
  if (!read.ok) return read.failed;
  await renamePerson(args.context.db, { personId: person.id, name: read.data.name });
  return redirect('/account?done=saved');
}

export default function Profile() {
  const { person } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <>
      {!failed && <FlashNotice notices={words.done} />}
      <WorkTitle title={words.title} />
      <div className="flex flex-col gap-10">
        <PostForm failed={failed}>
          <TextInput
            name="name"
            type="text"
            label={words.name}
            hint={words.nameHint}
            value={failed ? one(failed.typed, 'name') : person.name}
            error={failed?.errors.name}
            maxLength={NAME_LIMIT}
            autoComplete="name"
          />
          <div>
            <SubmitButton>{words.submit}</SubmitButton>
          </div>
        </PostForm>
        <Section id="facts" title={words.factsTitle}>
          <DefinitionList
            items={[
              {
                term: words.email,
                value: (
                  <span className="flex flex-wrap gap-x-4">
                    {person.email} <Link to="/account/email">{emailChangeWords.link}</Link>
                  </span>
                ),
              },
              ...(person.platformRole
                ? [{ term: words.platformRole, value: words.platformRoles[person.platformRole] }]
                : []),
              { term: words.id, value: <code className="font-mono text-xs">{person.id}</code> },
            ]}
          />
        </Section>
        <Section id="more" title={words.more}>
          <ul className="flex flex-col gap-3">
            <li>
              <Link to="/account/security">{words.links.security}</Link>
            </li>
            <li>
              <Link to="/account/organisations">{words.links.organisations}</Link>
            </li>
          </ul>
        </Section>
      </div>
    </>
  );
}
