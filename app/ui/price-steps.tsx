import type { Factor } from '#app/domain/pricing/cold-start.ts';
import type { Money as Amount, Currency } from '#app/kernel/money.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { Badge } from './badge.tsx';
import { DataTable } from './data-table.tsx';
import { Money } from './money.tsx';

export type PriceStep = {
  readonly factor: Factor['factor'];
  readonly multiplier: number;
  readonly n: number;
  readonly assumed: boolean;
  readonly asOf: string | null;
  /** The price once this factor has applied. */
  readonly after: Amount;
};

const words = pageWords.priceSteps;
const LENGTH = 100;

/**
 * How a price comes about, factor by factor: what each multiplies by, what the price is after it, what it rests on.
 * The bars are on one scale; a conversion into another currency changes the unit and has none.
 */
export function PriceSteps({ steps, caption }: { steps: readonly PriceStep[]; caption: string }) {
  const unit: Currency | undefined = steps[0]?.after.currency;
  const most = Math.max(
    ...steps.map((step) => (step.after.currency === unit ? Number(step.after.amountMinor) : 0)),
  );
  const rows = steps.map((step, index) => ({ ...step, before: steps[index - 1]?.after ?? null }));
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.factor}
      columns={[
        {
          key: 'factor',
          head: words.factor,
          cell: (row) => (
            <>
              <span className="block font-medium">{words.factors[row.factor][0]}</span>
              <span className="block max-w-[45ch] text-xs text-ink-faint">
                {words.factors[row.factor][1]}
              </span>
            </>
          ),
        },
        {
          key: 'multiplier',
          head: words.multiplier,
          kind: 'figure',
          cell: (row) => (row.factor === 'base' ? words.start : words.times(writeMultiplier(row.multiplier))),
        },
        { key: 'after', head: words.after, kind: 'figure', cell: (row) => <Money {...row.after} /> },
        {
          key: 'bar',
          head: words.bar,
          cell: (row) =>
            row.after.currency === unit ? (
              <Bar
                from={row.before ? Number(row.before.amountMinor) / most : 0}
                to={Number(row.after.amountMinor) / most}
              />
            ) : (
              <span className="text-ink-faint">{words.noBar}</span>
            ),
        },
        {
          key: 'basis',
          head: words.basis,
          cell: (row) => (
            <span className="inline-flex flex-wrap items-center justify-end gap-2 md:justify-start">
              <span className="text-ink-soft">{words.figures(row.n)}</span>
              {row.assumed && <Badge tone="amber">{words.assumed}</Badge>}
              {row.asOf && <span className="text-xs text-ink-faint">{words.asOf(row.asOf)}</span>}
            </span>
          ),
        },
      ]}
    />
  );
}

/** From the price before to the price after, as shares of the scale; a step of nothing is still a mark to be seen. */
function Bar({ from, to }: { from: number; to: number }) {
  const left = Math.min(from, to) * LENGTH;
  const width = Math.max(Math.abs(to - from) * LENGTH, 1);
  return (
    <svg
      viewBox={`0 0 ${LENGTH} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="inline-block h-4 w-36 bg-sunken lg:w-56"
    >
      <rect x={Math.min(left, LENGTH - width)} y="0" width={width} height="10" className="fill-accent" />
    </svg>
  );
}

function writeMultiplier(multiplier: number): string {
  return multiplier >= 0.1 ? multiplier.toFixed(2) : multiplier.toPrecision(2);
}
