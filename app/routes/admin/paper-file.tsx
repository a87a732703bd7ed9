import type { LoaderFunctionArgs } from '@remix-run/node';
import { readFeePaper } from '#app/domain/papers/read-fee-papers.server.ts';
import { answerPaper } from '../account/answer-paper.ts';
import { requireStaff } from '../guard.ts';

/** Any invoice or credit note as PDF, or its lines as CSV, for the operator's own books. */
export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const paper = await readFeePaper(args.context.db, {
    organisationId: null,
    paperId: args.params.paperId ?? '',
  });
  return answerPaper(args, paper);
}
