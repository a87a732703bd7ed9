import type { LoaderFunctionArgs } from '@remix-run/node';
import { readFeePaper } from '#app/domain/papers/read-fee-papers.server.ts';
import { requireMember } from '../guard.ts';
import { answerPaper } from './answer-paper.ts';

/** An invoice or credit note of the organisation's own as PDF, or its lines as CSV. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells', role: 'manager' });
  const paper = await readFeePaper(args.context.db, {
    organisationId: organisation.id,
    paperId: args.params.paperId ?? '',
  });
  return answerPaper(args, paper);
}
