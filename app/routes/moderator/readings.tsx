import type { ReadingLine } from '#app/domain/leads/reading.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { readingWords as words } from '#app/words/en/privacy.ts';

/** A reading as staff sees it: who, by the name of their organisation where they have one. */
export type ReadingShown = Pick<ReadingLine, 'at' | 'way' | 'why' | 'reader'> & {
  readonly party: string | null;
};

/** Readings with the names of those who read. */
export function toReadings(
  readings: readonly ReadingLine[],
  names: ReadonlyMap<string, { readonly name: string }>,
): ReadingShown[] {
  return readings.map(({ at, way, why, reader, organisationId }) => ({
    at,
    way,
    why,
    reader,
    party: organisationId === null ? null : (names.get(organisationId)?.name ?? organisationId),
  }));
}

/** Who read the contact of a lead, when and why. */
export function Readings({ readings, now }: { readings: readonly ReadingShown[]; now: Date }) {
  return (
    <Section id="readings" title={words.title} intro={words.intro}>
      {readings.length === 0 ? (
        <p className="text-ink-soft">{words.none}</p>
      ) : (
        <DataTable
          caption={words.caption}
          rows={readings}
          rowKey={({ at, way, reader }) => `${at.toISOString()} ${way} ${reader}`}
          columns={[
            { key: 'at', head: words.columns.at, cell: ({ at }) => <Moment at={at} now={now} exact /> },
            {
              key: 'who',
              head: words.columns.who,
              kind: 'text',
              cell: ({ party, reader, way }) =>
                way === 'person' ? (
                  words.person
                ) : (
                  <span className="wrap-anywhere">{party ? `${party} · ${reader}` : reader}</span>
                ),
            },
            { key: 'way', head: words.columns.way, cell: ({ way }) => words.ways[way] },
            { key: 'why', head: words.columns.why, cell: ({ why }) => words.why[why] },
          ]}
        />
      )}
    </Section>
  );
}
