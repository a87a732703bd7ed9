import type { ModelVersion } from '#app/domain/pricing/read-model-versions.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { priceJobWords as words } from '#app/words/en/price-jobs.ts';

/** Each night's fit and its updates with their measures, and which one quotes are made by. */
export function ModelVersions({ versions, now }: { versions: readonly ModelVersion[]; now: Date }) {
  return (
    <Section id="models" title={words.models} intro={versions.length > 0 ? words.modelsIntro : undefined}>
      {versions.length === 0 ? (
        <EmptyState {...words.noModels} />
      ) : (
        <DataTable
          caption={words.models}
          rows={versions}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'version',
              head: words.version,
              cell: ({ id, updates }) => (
                <span className="flex flex-col">
                  <span className="font-mono text-xs wrap-anywhere">{id}</span>
                  {updates !== null && <span className="text-xs text-ink-soft">{words.update}</span>}
                </span>
              ),
            },
            { key: 'use', head: words.use, cell: (version) => <Use version={version} /> },
            {
              key: 'fitted',
              head: words.fitted,
              cell: ({ fittedAt }) => <Moment at={fittedAt} now={now} />,
            },
            { key: 'rows', head: words.rows, kind: 'figure', cell: ({ rows }) => rows.toLocaleString('en') },
            {
              key: 'error',
              head: words.error,
              kind: 'figure',
              cell: ({ metrics }) =>
                metrics.rows === 0 ? words.noSales : words.percent(Math.expm1(metrics.logError)),
            },
            {
              key: 'coverage',
              head: words.coverage,
              kind: 'figure',
              cell: ({ metrics }) => (metrics.rows === 0 ? words.noSales : words.percent(metrics.coverage)),
            },
            {
              key: 'latest',
              head: words.latest,
              kind: 'text',
              cell: ({ metrics: { latest }, updates }) =>
                latest.rows === 0
                  ? words.latestNone
                  : words.latestOf(
                      words.percent(Math.expm1(latest.logError)),
                      updates === null ? words.belief : words.fitAlone,
                      words.percent(Math.expm1(latest.beliefLogError)),
                      latest.rows,
                    ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function Use({ version: { isLive, refusedFor, updates, accepts } }: { version: ModelVersion }) {
  if (refusedFor !== null)
    return (
      <span className="flex flex-col items-end gap-1 md:items-start">
        <Badge tone="red">{words.refusedBadge}</Badge>
        <span className="text-xs text-ink-soft">
          {updates === null ? words.refused(refusedFor) : words.updateRefused}
        </span>
      </span>
    );
  const badge = <Badge tone={isLive ? 'good' : 'neutral'}>{isLive ? words.live : words.published}</Badge>;
  if (accepts === null) return badge;
  return (
    <span className="flex flex-col items-end gap-1 md:items-start">
      {badge}
      <span className="text-xs text-ink-soft">{words.accepted}</span>
    </span>
  );
}
