import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readLegalDetails } from '#app/domain/identity/read-legal-details.server.ts';
import { setLegalDetails } from '#app/domain/identity/set-legal-details.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { paperWords } from '#app/words/en/papers.ts';
import { type Failed, failed, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { PartyFields } from './party-fields.tsx';
import { readParty } from './read-party.ts';

const words = paperWords.legal;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { role: 'owner' });
  return {
    party: await readLegalDetails(args.context.db, organisation.id),
    countryCode: organisation.countryCode,
  };
}

export async function action(args: ActionFunctionArgs): Promise<Failed> {
  const { organisation, actor, origin } = await requireMember(args, { role: 'owner' });
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const { party: details, errors } = readParty(typed, organisation.countryCode);
  if (!details) return failed(typed, errors);
  await setLegalDetails(db, { organisationId: organisation.id, details, actor, origin, now });
  throw redirect('/account/legal?done=saved');
}

export default function Legal() {
  const { party, countryCode } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() ?? null;
  return (
    <>
      {!answer && <FlashNotice notices={words.done} />}
      <WorkTitle title={words.title} intro={words.intro} />
      <PostForm failed={answer}>
        <PartyFields party={party} countryCode={countryCode} failed={answer} />
        <div>
          <SubmitButton>{words.save}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
