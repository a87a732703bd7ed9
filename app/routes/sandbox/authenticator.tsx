import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { totpCodeOf } from '#app/domain/identity/totp.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { CopyField } from '#app/ui/copy-field.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TakesFocus } from '#app/ui/takes-focus.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { sandboxWords } from '#app/words/en/sandbox.ts';
import { type Failed, failed, one, readForm } from '../form.ts';

const words = sandboxWords.authenticator;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader({ context }: LoaderFunctionArgs) {
  if (!context.isDemo) throw new Response(null, { status: 404 });
  return null;
}

type Answer = { secret: string; failed?: Failed; shown?: { code: string; seconds: number } };

/** The secret comes by a form and never stands in an address. */
export async function action({ request, context }: ActionFunctionArgs): Promise<Answer> {
  if (!context.isDemo) throw new Response(null, { status: 404 });
  const typed = await readForm(request);
  const secret = one(typed, 'secret').trim();
  const shown = totpCodeOf(secret, context.now);
  return shown ? { secret, shown } : { secret, failed: failed(typed, { secret: words.secretError }) };
}

export default function Authenticator() {
  const { secret = '', failed: wrong, shown } = useActionData<Answer>() ?? {};
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      {shown && (
        <TakesFocus
          news={shown}
          className="mb-8 flex max-w-xl flex-col gap-2 rounded border-2 border-accent p-5"
        >
          <CopyField id="shown" label={words.code} hint={words.again} value={shown.code} />
          <p className="text-sm text-ink-soft">{words.left(shown.seconds)}</p>
        </TakesFocus>
      )}
      <PostForm failed={wrong}>
        <TextInput
          name="secret"
          type="text"
          label={words.secret}
          hint={words.secretHint}
          value={secret}
          error={wrong?.errors.secret}
          maxLength={200}
        />
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
