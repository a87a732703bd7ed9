import type { FeePaper } from '#app/domain/papers/paper.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { DownloadLink } from './download-link.tsx';

const words = paperWords.invoices;

/** A paper as a list shows it. */
export type PaperLine = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly month: string;
  readonly issued: string;
  readonly party: string;
  readonly vat: string;
  readonly total: string;
};

export function toPaperLine(paper: FeePaper): PaperLine {
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: paper.currency });
  return {
    id: paper.id,
    name: paperWords.paperNumber(paper.kind, paper.year, paper.number),
    kind: paperWords.paperKinds[paper.kind],
    month: paperWords.month(paper.month),
    issued: paper.issuedAt.toISOString().slice(0, 10),
    party: paper.party.legalName,
    vat: paper.vatRateBasisPoints === null ? words.none : write(paper.vatMinor),
    total: write(paper.totalMinor),
  };
}

/** Invoices and credit notes, each with its files. @param props.party whether they are of several sellers */
export function PaperList(props: {
  papers: readonly PaperLine[];
  hrefOf: (paperId: string) => string;
  party?: boolean;
}) {
  const { hrefOf } = props;
  const amount = (text: string) => <span className="whitespace-nowrap tabular-nums">{text}</span>;
  return (
    <DataTable
      caption={words.caption}
      rows={props.papers}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          head: words.number,
          cell: ({ name, kind }) => (
            <>
              <span className="block font-medium">{name}</span>
              <span className="block text-xs text-ink-faint">{kind}</span>
            </>
          ),
        },
        ...(props.party ? [{ key: 'party', head: words.party, cell: ({ party }: PaperLine) => party }] : []),
        { key: 'month', head: words.month, cell: ({ month }) => month },
        { key: 'date', head: words.date, cell: ({ issued }) => amount(issued) },
        { key: 'vat', head: words.vat, kind: 'figure' as const, cell: ({ vat }) => amount(vat) },
        { key: 'total', head: words.total, kind: 'figure' as const, cell: ({ total }) => amount(total) },
        {
          key: 'files',
          head: words.files,
          cell: ({ id, name }) => (
            <span className="flex flex-wrap justify-end gap-2 md:justify-start">
              <DownloadLink to={hrefOf(id)} label={words.pdfOf(name)}>
                {words.pdf}
              </DownloadLink>
              <DownloadLink to={`${hrefOf(id)}?as=csv`} label={words.csvOf(name)}>
                {words.csv}
              </DownloadLink>
            </span>
          ),
        },
      ]}
    />
  );
}
