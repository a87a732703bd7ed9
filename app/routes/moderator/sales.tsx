import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { readSaleById } from '#app/domain/exchange/read-sales.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';

const words = sellerMoneyWords.takeBack;
const ID_LIMIT = 64;

export const meta: MetaFunction = () => [{ title: words.findMeta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  return null;
}

export async function action(args: ActionFunctionArgs) {
  await requireStaff(args, 'moderator');
  const typed = await readForm(args.request);
  const sale = await readSaleById(args.context.db, one(typed, 'sale').trim().slice(0, ID_LIMIT));
  if (!sale) return failed(typed, { sale: words.find.unknown });
  throw redirect(`/moderate/sales/${sale.id}`);
}

export default function FindSale() {
  const refused = useActionData<typeof action>() ?? null;
  return (
    <>
      <WorkTitle title={words.find.title} intro={words.find.intro} />
      <PostForm label={words.find.title} failed={refused}>
        <TextInput
          name="sale"
          type="text"
          label={words.find.label}
          hint={words.find.hint}
          value={one(refused?.typed ?? {}, 'sale')}
          maxLength={ID_LIMIT}
          error={refused?.errors.sale}
        />
        <div>
          <SubmitButton>{words.find.submit}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
