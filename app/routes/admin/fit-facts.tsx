import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { priceJobWords as facts } from '#app/words/en/price-jobs.ts';
import { refusedFitWords as words } from '#app/words/en/refused-fits.ts';
import type { RefusedFitView } from './load-refused-fit.ts';

/** Which fit it is, and how it does on sales that it had not seen. */
export function FitFacts({ fit, now }: { fit: RefusedFitView; now: Date }) {
  const { version, fittedAt, rows, metrics } = fit;
  return (
    <Section id="fit" title={words.facts}>
      <DefinitionList
        items={[
          { term: facts.version, value: <span className="font-mono text-xs">{version}</span> },
          { term: facts.fitted, value: <Moment at={fittedAt} now={now} exact /> },
          { term: facts.rows, value: rows.toLocaleString('en') },
          ...(metrics.rows > 0
            ? [
                { term: facts.error, value: words.percent(Math.expm1(metrics.logError)) },
                { term: facts.coverage, value: words.percent(metrics.coverage) },
              ]
            : []),
          { term: facts.latest, value: metrics.latest.rows.toLocaleString('en') },
        ]}
      />
    </Section>
  );
}
