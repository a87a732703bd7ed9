import type { LoaderFunctionArgs } from '@remix-run/node';
import type { FeePaper } from '#app/domain/papers/paper.ts';
import { spoolPaperCsv } from './paper-csv.ts';
import { numberOf, writePaperPdf } from './paper-pdf.ts';
import { fileAnswer, takeTurn } from './take-turn.ts';

/**
 * The file of a paper that was asked for: the paper itself, with `?as=csv` its lines.
 * @throws Response 404 where there is no such paper
 */
export async function answerPaper(
  { request, context: { db } }: LoaderFunctionArgs,
  paper: FeePaper | null,
): Promise<Response> {
  if (!paper) throw new Response(null, { status: 404 });
  const name = numberOf(paper);
  if (new URL(request.url).searchParams.get('as') === 'csv') {
    const lines = await takeTurn(() => spoolPaperCsv(db, paper, request.signal));
    return fileAnswer(lines, { name: `${name}.csv`, type: 'text/csv; charset=utf-8' });
  }
  const bytes = await takeTurn(() => writePaperPdf(db, paper));
  return fileAnswer(bytes, { name: `${name}.pdf`, type: 'application/pdf' });
}
