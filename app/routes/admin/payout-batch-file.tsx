import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { readBankBatch } from '#app/domain/billing/read-bank-batches.server.ts';
import { BANK_FILE_FORMATS, takeBankFile } from '#app/domain/billing/take-bank-file.server.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';

const TYPES = { xml: 'application/xml', csv: 'text/csv' } as const;

async function requireBatch(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const batch = await readBankBatch(args.context.db, args.params.batchId ?? '');
  if (!batch) throw new Response(null, { status: 404 });
  return { staff, page: `/admin/payout-batches/${batch.id}`, batchId: batch.id };
}

/** There is nothing to look at: the file comes by the form of the batch's page. */
export async function loader(args: LoaderFunctionArgs) {
  throw redirect((await requireBatch(args)).page);
}

/** The file of an approved batch, as a download. */
export async function action(args: ActionFunctionArgs): Promise<Response> {
  const { staff, page, batchId } = await requireBatch(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const format = z.enum(BANK_FILE_FORMATS).catch('xml').parse(one(typed, 'format'));
  const file = await attempt(
    typed,
    takeBankFile(db, { batchId, format, actor: staff.actor, origin: staff.origin, now }),
  );
  if (!file.ok) throw redirect(`${page}?done=noFile`);
  return new Response(file.data.text, {
    headers: {
      'content-type': `${TYPES[format]}; charset=utf-8`,
      'content-disposition': `attachment; filename="${file.data.name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
