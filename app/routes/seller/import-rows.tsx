import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { COLUMNS_MOST, type Mapping, RESULT_KINDS, type RowReasonCode } from '#app/domain/imports/import.ts';
import { type RowResult, readResults } from '#app/domain/imports/read-results.server.ts';
import type { CheckCode } from '#app/domain/leads/check-result.ts';
import { BYTE_ORDER_MARK, csvLine } from '#app/kernel/csv.ts';
import { spool } from '#app/platform/spool.server.ts';
import { checks } from '#app/words/en/checks.ts';
import { importWords } from '#app/words/en/imports.ts';
import { fileAnswer, takeTurn } from '../account/take-turn.ts';
import { attempt } from '../form.ts';
import { columnLetter } from './column-letter.ts';
import { findImport } from './find-import.ts';

const words = importWords.csv;

/** Rows as they stood in the file, with what became of each and why, before them. */
export async function loader(args: LoaderFunctionArgs) {
  const { member, found } = await findImport(args);
  const { db, now } = args.context;
  const { url, signal } = args.request;
  const kind = z.enum(RESULT_KINDS).catch('all').parse(new URL(url).searchParams.get('kind'));
  const { actor, origin, organisation } = member;
  const asked = { organisationId: organisation.id, importId: found.id, kind, actor, origin, now };
  const results = await attempt({}, readResults(db, asked));
  if (!results.ok) throw new Response(null, { status: 404 });
  const { head, chunks } = results.data;
  const asksConsent = kind === 'quarantined' && !found.mapping?.columns.includes('consent_at');
  const body = await takeTurn(() =>
    spool(async (add) => {
      await add(BYTE_ORDER_MARK + csvLine(headLine(head, found.mapping, asksConsent)));
      for await (const rows of chunks) await add(rows.map(toLine).join(''));
    }, signal),
  );
  return fileAnswer(body, { name: words.fileName(kind), type: 'text/csv; charset=utf-8' });
}

/** Who writes the dates of consent into the file finds a column for them. */
function headLine(head: readonly string[] | null, mapping: Mapping | null, asksConsent: boolean): string[] {
  const width = Math.min(COLUMNS_MOST, Math.max(head?.length ?? 0, mapping?.columns.length ?? 0));
  const names = Array.from({ length: width }, (_, at) => head?.[at] || words.column(columnLetter(at)));
  return [...words.head, ...names, ...(asksConsent ? [words.consentAt] : [])];
}

function toLine({ number, outcome, reason, lead, cells }: RowResult): string {
  const isRefused = lead?.status === 'rejected' || lead?.status === 'duplicate';
  return csvLine([
    String(number),
    words.outcomes[isRefused ? 'refused' : outcome],
    reason === null ? '' : sayReason(reason.code, reason.params),
    lead?.id ?? '',
    ...cells,
  ]);
}

/** Why a row became no lead, or why a check refused its lead. */
function sayReason(code: string, params: Readonly<Record<string, string | number>>): string {
  if (code in importWords.reasons) return importWords.reasons[code as RowReasonCode](params);
  return checks[code as CheckCode](params);
}
