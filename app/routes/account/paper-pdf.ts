import type { FeePaper } from '#app/domain/papers/paper.ts';
import { countPaperSales, readFeeLines } from '#app/domain/papers/read-fee-papers.server.ts';
import { endOfMonth, startOfMonth } from '#app/kernel/month.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { type PdfBlock, writePdf } from '#app/platform/pdf.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { formatAmount } from '#app/ui/format-money.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { partyLines } from './party-lines.ts';

const words = paperWords.pdf;
const LINES_MOST = 2_000;
const day = (at: Date) => at.toISOString().slice(0, 10);

/** The number that a paper goes by. */
export function numberOf({ kind, year, number }: Pick<FeePaper, 'kind' | 'year' | 'number'>): string {
  return paperWords.paperNumber(kind, year, number);
}

/** An invoice or credit note as PDF: always the same, for it is written from what was issued alone. */
export async function writePaperPdf(db: Db, paper: FeePaper): Promise<Uint8Array<ArrayBuffer>> {
  const [sales, lines] = await Promise.all([
    countPaperSales(db, paper.id),
    readFeeLines(db, { paperId: paper.id, after: 0n, limit: LINES_MOST }),
  ]);
  const title = `${paperWords.paperKinds[paper.kind]} ${numberOf(paper)}`;
  const amount = (minor: bigint) => `${formatAmount(minor)} ${paper.currency}`;
  return writePdf({
    title,
    author: paper.operator.legalName,
    madeAt: paper.issuedAt,
    pageOf: words.page,
    blocks: [
      { kind: 'title', text: title },
      {
        kind: 'parties',
        parties: [
          { head: words.supplier, lines: partyLines(paper.operator) },
          { head: words.seller, lines: partyLines(paper.party) },
        ],
      },
      { kind: 'facts', facts: factsOf(paper) },
      {
        kind: 'table',
        columns: [
          { head: words.service, part: 12 },
          { head: words.total, part: 5, align: 'right' },
        ],
        rows: [
          ...(sales.charged > 0 ? [[words.charged(sales.charged), amount(sales.chargedMinor)]] : []),
          ...(sales.returned > 0 ? [[words.returned(sales.returned), amount(sales.returnedMinor)]] : []),
        ],
        sums: sumsOf(paper).map(([term, minor]) => [term, minor === null ? '' : amount(minor)]),
      },
      ...(paper.vatRateBasisPoints === null ? [{ kind: 'text' as const, text: words.noVatText }] : []),
      ...(paper.party.taxNumber === null ? [{ kind: 'text' as const, text: words.detailsMissing }] : []),
      { kind: 'text', text: paper.kind === 'invoice' ? words.settled : words.settledCredit },
      ...(paper.kind === 'invoice' ? [{ kind: 'text' as const, text: words.rendered }] : []),
      { kind: 'heading', text: words.annex },
      ...(paper.lineCount > LINES_MOST
        ? [{ kind: 'text' as const, text: words.paperTooLong(LINES_MOST, paper.lineCount) }]
        : []),
      {
        kind: 'table',
        columns: [
          { head: words.when, part: 4 },
          { head: words.sale, part: 8 },
          { head: words.total, part: 4, align: 'right' },
        ],
        rows: lines.map((line) => [
          line.at.toISOString().slice(0, 19).replace('T', ' '),
          line.saleId,
          formatAmount(line.amountMinor),
        ]),
      },
    ] satisfies PdfBlock[],
  });
}

function factsOf(paper: FeePaper): { term: string; value: string }[] {
  const { corrects, month } = paper;
  return [
    { term: words.number, value: numberOf(paper) },
    { term: words.issued, value: day(paper.issuedAt) },
    { term: words.period, value: `${day(startOfMonth(month))} – ${day(after(endOfMonth(month), -DAY_MS))}` },
    ...(corrects
      ? [
          {
            term: words.corrects,
            value: words.correctsWhich(numberOf({ kind: 'invoice', ...corrects }), day(corrects.issuedAt)),
          },
        ]
      : []),
  ];
}

function sumsOf(paper: FeePaper): [string, bigint | null][] {
  const { totalMinor, vatMinor, vatRateBasisPoints: rate } = paper;
  if (rate === null) return [[words.total, totalMinor]];
  return [
    [words.net, totalMinor - vatMinor],
    [words.vat(String(rate / 100)), vatMinor],
    [words.totalWithVat, totalMinor],
  ];
}
