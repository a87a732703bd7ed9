import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { bankCurrencies } from '#app/domain/billing/bank-payee.ts';
import { importBankStatement } from '#app/domain/billing/import-bank-statement.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Select } from '#app/ui/select.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { attempt, type Failed, failed } from '../form.ts';
import { requireStaff } from '../guard.ts';

const words = bankWords.importing;
const ON_FILE = Object.fromEntries(
  [
    'too_large',
    'unreadable',
    'too_long',
    'line_wrong',
    'mixed',
    'elsewhere',
    'empty',
    'adds_not_up',
    'balance_breaks',
  ].map((code) => [`statement_${code}`, 'file']),
);

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  return { currencies: bankCurrencies(await readSetting(args.context.db, 'bank_account')) };
}

/** The one form with a file in it. */
export async function action(args: ActionFunctionArgs): Promise<Failed> {
  const { actor, origin } = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const form = await args.request.formData();
  const file = form.get('file');
  const currency = z.enum(CURRENCIES).catch('EUR').parse(form.get('currency'));
  const typed = { currency: [currency] };
  if (!(file instanceof File) || file.size === 0) return failed(typed, { file: words.fileMissing });
  const imported = await attempt(
    typed,
    importBankStatement(db, {
      file: new Uint8Array(await file.arrayBuffer()),
      currency,
      actor,
      origin,
      now,
    }),
    ON_FILE,
  );
  if (!imported.ok) return imported.failed;
  throw redirect(`/admin/bank/statements/${imported.data}?done=imported`);
}

export default function BankImport() {
  const { currencies } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/admin/bank', label: words.back }} />
      <PostForm failed={answer} holdsFile>
        <FileInput
          name="file"
          label={words.file}
          hint={words.fileHint}
          error={answer?.errors.file}
          accept=".csv,.txt,.xml,text/csv,text/xml,application/xml"
        />
        <Select
          name="currency"
          label={words.currency}
          hint={words.currencyHint}
          value={answer?.typed.currency?.[0] ?? currencies[0] ?? 'EUR'}
          choices={(currencies.length > 0 ? currencies : CURRENCIES).map((one) => ({
            value: one,
            label: one,
          }))}
        />
        <div>
          <SubmitButton>{words.act}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
