import type { FitTest } from '#app/domain/pricing/judge-fit.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Section } from '#app/ui/section.tsx';
import { refusedFitWords as words } from '#app/words/en/refused-fits.ts';
import type { RefusedFitView } from './load-refused-fit.ts';

const isSales = ({ refusal }: FitTest) => refusal === 'fewer_sales';
const figureOf = (test: FitTest, value: number) =>
  isSales(test) ? words.sales(value) : words.percent(Math.expm1(value));

/** What is asked of a fit, what it has, and what it lacks. */
export function FitTests({ fit: { tests, metrics } }: { fit: RefusedFitView }) {
  const hasLatest = metrics.latest.rows > 0;
  return (
    <Section id="why" title={words.why} intro={words.whyIntro}>
      <DataTable
        caption={words.why}
        rows={tests}
        rowKey={({ refusal }) => refusal}
        columns={[
          {
            key: 'test',
            head: words.test,
            cell: ({ refusal }) => <span className="font-medium">{words.tests[refusal]}</span>,
          },
          {
            key: 'value',
            head: words.value,
            kind: 'figure',
            cell: (test) => (isSales(test) || hasLatest ? figureOf(test, test.value) : words.tooFew),
          },
          {
            key: 'against',
            head: words.against,
            kind: 'figure',
            cell: (test) =>
              test.against === null
                ? words.notAskedWhy
                : words.heldAgainst(figureOf(test, test.against), words.againstOf[test.refusal]),
          },
          {
            key: 'bound',
            head: words.bound,
            kind: 'figure',
            cell: (test) =>
              test.bound === null
                ? null
                : isSales(test)
                  ? words.atLeast(test.bound)
                  : words.atMost(Math.expm1(test.bound)),
          },
          {
            key: 'verdict',
            head: words.verdict,
            cell: ({ bound, isMet }) =>
              bound === null ? (
                <Badge tone="neutral">{words.notAsked}</Badge>
              ) : (
                <Badge tone={isMet ? 'good' : 'red'}>{isMet ? words.met : words.missed}</Badge>
              ),
          },
        ]}
      />
    </Section>
  );
}
