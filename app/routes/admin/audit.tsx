import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readAudit } from '#app/domain/audit/read-audit.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { requireStaff } from '../guard.ts';
import { Details, IdOf } from './audit-lines.tsx';
import { type AuditView, auditView } from './audit-view.ts';

const words = adminWords.audit;
const PAGE_SIZE = 50;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({
  about: z.string().trim().max(120).catch(''),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable()
    .catch(null),
});

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const asked = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const lines = await readAudit(db, {
    about: asked.about || null,
    limit: PAGE_SIZE + 1,
    before: asked.before === null ? null : BigInt(asked.before),
  });
  const shown = lines.slice(0, PAGE_SIZE).map(auditView);
  return {
    asked,
    now,
    lines: shown,
    older: lines.length > PAGE_SIZE ? (shown.at(-1)?.key ?? null) : null,
  };
}

export default function Audit() {
  const { asked, lines, older, now } = useLoaderData<typeof loader>();
  const hrefOf = (before: string | null) =>
    `/admin/audit?${new URLSearchParams([
      ...(asked.about ? [['about', asked.about]] : []),
      ...(before ? [['before', before]] : []),
    ])}`;
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-6">
        <FilterBar
          label={words.title}
          submitLabel={words.submit}
          clearTo={asked.about ? '/admin/audit' : undefined}
        >
          <TextInput
            name="about"
            label={words.about}
            hint={words.aboutHint}
            value={asked.about}
            maxLength={120}
          />
        </FilterBar>
        {lines.length === 0 ? (
          <EmptyState
            title={words.empty.title}
            text={words.empty.text}
            action={<Link to="/admin/audit">{words.empty.action}</Link>}
          />
        ) : (
          <Lines lines={lines} now={now} />
        )}
        <p className="flex gap-6 text-sm">
          {asked.before && <Link to={hrefOf(null)}>{words.newest}</Link>}
          {older && <Link to={hrefOf(older)}>{words.older}</Link>}
        </p>
      </div>
    </>
  );
}

function Lines({ lines, now }: { lines: readonly AuditView[]; now: Date }) {
  return (
    <DataTable
      caption={words.caption}
      rows={lines}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'what',
          head: words.what,
          cell: (line) => (
            <>
              <span className="block font-medium wrap-anywhere">{line.action}</span>
              <span className="block text-xs text-ink-faint">
                <Moment at={line.at} now={now} />
              </span>
            </>
          ),
        },
        { key: 'who', head: words.who, kind: 'text', cell: (line) => <IdOf {...line.actor} /> },
        { key: 'subject', head: words.subject, kind: 'text', cell: (line) => <IdOf {...line.subject} /> },
        {
          key: 'organisation',
          head: words.organisation,
          kind: 'text',
          cell: (line) => line.organisation && <IdOf {...line.organisation} />,
        },
        {
          key: 'details',
          head: words.details,
          kind: 'text',
          cell: (line) => (
            <>
              <Details line={line} />
              <span className="block text-xs text-ink-faint wrap-anywhere">{line.origin}</span>
            </>
          ),
        },
      ]}
    />
  );
}
