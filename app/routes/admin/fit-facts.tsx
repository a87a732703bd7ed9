import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { refusedFitWords as words } from '#app/words/en/refused-fits.ts';
import type { RefusedFitView } from './load-refused-fit.ts';

/** Which fit it is, and how it does on sales that it had not seen. */
export function FitFacts({ fit, now }: { fit: RefusedFitView; now: Date }) {
  const { version, fittedAt, rows, metrics } = fit;
  return (
    <Section id="fit" title={words.facts}>
      <DefinitionList
        items={[
          { term: words.version, value: <span className="font-mono text-xs">{version}</span> },
          { term: words.fitted, value: <Moment at={fittedAt} now={now} exact /> },
          { term: words.rows, value: rows.toLocaleString('en') },
          ...(metrics.rows > 0
            ? [
                { term: words.error, value: words.percent(Math.expm1(metrics.logError)) },
                { term: words.coverage, value: words.percent(metrics.coverage) },
              ]
            : []),
          { term: words.latest, value: metrics.latest.rows.toLocaleString('en') },
        ]}
      />
    </Section>
  );
}
