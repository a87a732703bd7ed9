import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { startCardSetup } from '#app/domain/billing/start-card-setup.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import { attempt, type Failed, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';

const words = cardWords.add;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireMember(args, { side: 'buys', role: 'manager' });
  return null;
}

export async function action(args: ActionFunctionArgs): Promise<{ failed: Failed }> {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys', role: 'manager' });
  const typed = await readForm(args.request);
  const { db, now } = args.context;
  const started = await attempt(
    typed,
    startCardSetup(db, {
      organisationId: organisation.id,
      agreement: one(typed, 'agree') === 'yes' ? words.agreement : '',
      actor,
      origin,
      now,
    }),
    { card_agreement_needed: 'agree' },
  );
  if (!started.ok) return { failed: started.failed };
  throw redirect(started.data.url);
}

export default function SaveCard() {
  const answer = useActionData<typeof action>();
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={words.intro}
        back={{ to: '/buy/wallet/cards', label: words.back }}
      />
      <PostForm failed={answer?.failed}>
        <p className="max-w-[65ch] text-sm">{words.agreement}</p>
        <Checkbox name="agree" checked={false} error={answer?.failed.errors.agree}>
          {words.agree}
        </Checkbox>
        <div>
          <SubmitButton>{words.go}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
