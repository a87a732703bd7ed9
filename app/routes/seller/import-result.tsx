import { Link } from '@remix-run/react';
import { type LeadImport, RESULT_KINDS, type ResultKind } from '#app/domain/imports/import.ts';
import type { LeadStatus } from '#app/domain/leads/lead.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { importWords } from '#app/words/en/imports.ts';
import { useFollow } from './use-follow.ts';

const words = importWords.one;
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const figure = (count: number) => count.toLocaleString('en');

/** What became of the rows, and what can be had of them. */
export function ImportResult(props: {
  of: LeadImport;
  verdicts: Partial<Record<LeadStatus, number>>;
  failure: string | null;
  now: Date;
}) {
  const { of, verdicts } = props;
  const isOver = of.status === 'done' || of.status === 'cancelled';
  useFollow(isOver && (verdicts.validating ?? 0) > 0);
  if (props.failure !== null)
    return (
      <Notice
        tone="red"
        title={words.failed.title}
        text={props.failure}
        action={
          <ButtonLink to="/sell/import" kind="main">
            {words.failed.action}
          </ButtonLink>
        }
      />
    );
  return (
    <>
      {of.status === 'cancelled' && (
        <Notice tone="blue" title={words.cancelled.title} text={of.startedAt && words.cancelled.text} />
      )}
      {of.startedAt !== null && <Figures of={of} />}
      {of.quarantined > 0 && of.erasedAt === null && isOver && (
        <Notice
          tone="amber"
          title={words.quarantine.title(of.quarantined)}
          text={words.quarantine.text}
          action={
            <ButtonLink to={`/sell/import/${of.id}/quarantine`} kind="main">
              {words.quarantine.action}
            </ButtonLink>
          }
        />
      )}
      {of.startedAt !== null && of.erasedAt === null && (
        <>
          <Verdicts verdicts={verdicts} />
          <Downloads of={of} isOver={isOver} />
        </>
      )}
      {of.erasedAt !== null && of.startedAt !== null && <p className="text-ink-soft">{words.erased}</p>}
    </>
  );
}

function Figures({ of }: { of: LeadImport }) {
  const { tile } = words;
  return (
    <StatTiles
      label={words.tiles}
      tiles={[
        { label: tile.taken, figure: figure(of.taken) },
        { label: tile.doubles, figure: figure(of.doubles) },
        { label: tile.refused, figure: figure(of.refused) },
        { label: tile.quarantined, figure: figure(of.quarantined) },
      ]}
    />
  );
}

function Verdicts({ verdicts }: { verdicts: Partial<Record<LeadStatus, number>> }) {
  const rows = (Object.entries(verdicts) as [LeadStatus, number][]).sort((a, b) => b[1] - a[1]);
  return (
    <Section id="verdicts" title={words.verdicts.title}>
      {rows.length === 0 ? (
        <p className="text-ink-soft">{words.verdicts.none}</p>
      ) : (
        <div className="max-w-md">
          <DataTable
            caption={words.verdicts.caption}
            rows={rows}
            rowKey={([status]) => status}
            columns={[
              {
                key: 'status',
                head: words.verdicts.status,
                cell: ([status]) => <StateBadge of="lead" state={status} />,
              },
              {
                key: 'count',
                head: words.verdicts.count,
                kind: 'figure',
                cell: ([, count]) => figure(count),
              },
            ]}
          />
        </div>
      )}
      {(verdicts.validating ?? 0) > 0 && <p className="text-ink-soft">{words.verdicts.checking}</p>}
    </Section>
  );
}

function Downloads({ of, isOver }: { of: LeadImport; isOver: boolean }) {
  const hasAny = (kind: ResultKind) => kind !== 'quarantined' || of.quarantined > 0;
  return (
    <Section id="download" title={words.download.title} intro={words.download.intro}>
      <ul className="flex flex-col gap-2">
        {RESULT_KINDS.filter(hasAny).map((kind) => (
          <li key={kind}>
            <Link
              to={`/sell/import/${of.id}/rows?kind=${kind}`}
              reloadDocument
              className="inline-flex min-h-6 items-center"
            >
              {words.download.kinds[kind]}
            </Link>
          </li>
        ))}
      </ul>
      {isOver && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <p className="text-ink-soft">{words.kept(day.format(of.eraseAt))}</p>
          <PostButton fields={{ act: 'erase' }} small>
            {words.steerings.erase}
          </PostButton>
        </div>
      )}
    </Section>
  );
}
