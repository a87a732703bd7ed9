import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { expireReference, readReference } from '#app/domain/catalog/read-reference.server.ts';
import { type Niche, type Reference, tradeOf } from '#app/domain/catalog/reference.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { requireStaff } from '../guard.ts';
import { nicheName } from '../public/names.ts';
import { TradeBadge } from './trade-badge.tsx';

const words = adminWords.niches;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** As it is stored now: an admin who has just edited in another process sees it here. */
export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db } = args.context;
  expireReference(db.pool);
  const reference = await readReference(db.pool);
  const sectors = [...reference.niches.values()].filter(({ parentCode }) => parentCode === null);
  return {
    rows: sectors.flatMap((sector) => [
      toRow(reference, sector),
      ...[...reference.niches.values()]
        .filter(({ parentCode }) => parentCode === sector.code)
        .map((niche) => toRow(reference, niche)),
    ]),
  };
}

function toRow(reference: Reference, niche: Niche) {
  const trade = tradeOf(reference, niche.code);
  return {
    code: niche.code,
    name: nicheName(niche),
    isSector: niche.parentCode === null,
    trade,
    isBySector: trade !== niche.trade,
    feeBasisPoints: niche.feeBasisPoints,
    questions: niche.questions.length,
  };
}

type Row = ReturnType<typeof toRow>;

export default function Niches() {
  const { rows } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <DataTable
        caption={words.caption}
        rows={rows}
        rowKey={({ code }) => code}
        columns={[
          { key: 'niche', head: words.niche, cell: (row) => <Name row={row} /> },
          {
            key: 'trade',
            head: words.trade,
            cell: ({ trade, isBySector }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                <TradeBadge trade={trade} />
                {isBySector && <span className="text-xs text-ink-faint">{words.bySector}</span>}
              </span>
            ),
          },
          {
            key: 'fee',
            head: words.fee,
            kind: 'figure',
            cell: ({ isSector, feeBasisPoints }) => !isSector && words.percent(feeBasisPoints),
          },
          {
            key: 'questions',
            head: words.questions,
            kind: 'figure',
            cell: ({ isSector, questions }) => !isSector && questions,
          },
        ]}
      />
    </>
  );
}

function Name({ row }: { row: Row }) {
  const link = (
    <Link to={`/admin/niches/${row.code}`} className="inline-flex min-h-6 items-center">
      {row.name}
    </Link>
  );
  if (!row.isSector) return <span className="block pl-4">{link}</span>;
  return (
    <span className="block font-semibold">
      {link}
      <span className="block text-xs font-normal text-ink-faint">{words.whole}</span>
    </span>
  );
}
