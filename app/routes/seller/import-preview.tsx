import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { OUTCOMES } from '#app/domain/imports/import.ts';
import { previewImport, type RowPreview } from '#app/domain/imports/preview-import.server.ts';
import { startImport } from '#app/domain/imports/start-import.server.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { checks } from '#app/words/en/checks.ts';
import { importWords } from '#app/words/en/imports.ts';
import { attempt, type Failed } from '../form.ts';
import { findImport } from './find-import.ts';

const words = importWords.preview;
const SHOWN = 50;
const CONTACT_FIELDS = ['name', 'last_name', 'first_name', 'middle_name', 'phone', 'email'] as const;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { member, found } = await findImport(args);
  const { mapping, id, test } = found;
  if (found.status !== 'mapping' || !mapping) throw redirect(`/sell/import/${id}`);
  const { db, now } = args.context;
  const organisationId = member.organisation.id;
  const previewed = await attempt({}, previewImport(db, { organisationId, of: found, limit: SHOWN, now }));
  const rows = previewed.ok ? previewed.data : [];
  const places = CONTACT_FIELDS.map((field) => mapping.columns.indexOf(field)).filter((at) => at >= 0);
  return {
    id,
    test,
    refusal: previewed.ok ? null : previewed.failed.refusal,
    total: found.rowsTotal - (mapping.hasHead ? 1 : 0),
    rows: rows.map((row) => ({
      number: row.number,
      contact: places.map((at) => row.cells[at] ?? '').filter((cell) => cell !== ''),
      outcome: row.checkRefusal ? ('refused' as const) : row.outcome,
      why: whyOf(row),
    })),
  };
}

/** Reasons first, then what would only be warned of. */
function whyOf({ reason, checkRefusal, warnings }: RowPreview): string[] {
  if (reason) return [importWords.reasons[reason.code](reason.params)];
  return [...(checkRefusal ? [checkRefusal] : []), ...warnings].map(({ code, params }) =>
    checks[code](params),
  );
}

export async function action(args: ActionFunctionArgs): Promise<Failed> {
  const { member, found } = await findImport(args);
  const { actor, origin, organisation } = member;
  const { db, now } = args.context;
  const begun = await attempt(
    {},
    startImport(db, { organisationId: organisation.id, importId: found.id, actor, origin, now }),
  );
  if (!begun.ok) return begun.failed;
  throw redirect(`/sell/import/${found.id}?done=started`);
}

export default function ImportPreview() {
  const { id, rows, total, test, refusal } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const many = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={words.intro(rows.length, total)}
        back={{ to: `/sell/import/${id}`, label: words.back }}
      />
      <div className="flex flex-col gap-6">
        {refusal && <Notice tone="red" title={refusal} />}
        <StatTiles
          label={words.tiles(rows.length)}
          tiles={OUTCOMES.map((outcome) => ({
            label: words.tile[outcome],
            figure: many(outcome).toLocaleString('en'),
            sample: rows.length,
          }))}
        />
        {rows.length > 0 && many('taken') === 0 && (
          <Notice tone="amber" title={words.allQuarantined.title} text={words.allQuarantined.text} />
        )}
        <PostForm failed={answer}>
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{test ? words.submitTest(total) : words.submit(total)}</SubmitButton>
            <ButtonLink to={`/sell/import/${id}`} kind="other">
              {words.change}
            </ButtonLink>
          </div>
        </PostForm>
        <Rows />
      </div>
    </>
  );
}

function Rows() {
  const { rows } = useLoaderData<typeof loader>();
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={(row) => String(row.number)}
      columns={[
        { key: 'row', head: words.columns.row, cell: (row) => words.row(row.number) },
        {
          key: 'contact',
          head: words.columns.contact,
          kind: 'text',
          cell: (row) => <Lines texts={row.contact} />,
        },
        {
          key: 'outcome',
          head: words.columns.outcome,
          cell: (row) => <StateBadge of="importRow" state={row.outcome} />,
        },
        { key: 'why', head: words.columns.why, kind: 'text', cell: (row) => <Lines texts={row.why} /> },
      ]}
    />
  );
}

function Lines({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => (
    <span key={text} className="block max-w-[60ch] wrap-anywhere">
      {text}
    </span>
  ));
}
