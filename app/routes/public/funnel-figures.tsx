import { Link } from '@remix-run/react';
import {
  calculateFunnel,
  type Funnel,
  type FunnelResult,
  type Ranged,
} from '#app/domain/pricing/calculate-funnel.ts';
import type { Currency } from '#app/kernel/money.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney, groupThousands } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { calculatorWords as words } from '#app/words/en/calculator.ts';

export type FunnelMarket = {
  readonly currency: Currency;
  readonly nicheName: string;
  readonly placeName: string;
  readonly profitAssumed: boolean;
  readonly fair: {
    readonly p10Minor: bigint;
    readonly p50Minor: bigint;
    readonly p90Minor: bigint;
    readonly whyHref: string;
  };
};

type Write = (value: number) => string;

/** What comes of the funnel: the chain in one line, whether it pays, every figure with its range, and the market's price. */
export function FunnelFigures({ funnel, loaded }: { funnel: Funnel | null; loaded: FunnelMarket }) {
  if (!funnel) return <Notice tone="red" title={words.failed} />;
  const result = calculateFunnel(funnel);
  const money: Write = (minor) =>
    formatMoney({ amountMinor: BigInt(Math.round(minor)), currency: loaded.currency });
  return (
    <section aria-labelledby="result" className="flex min-w-0 flex-col gap-6">
      <h2 id="result" className="text-lg font-semibold">
        {words.result}
      </h2>
      <div role="status" className="flex flex-col gap-4">
        <p className="text-lg font-semibold tabular-nums sm:text-xl">
          {words.chain(count(funnel.visits), count(result.leads.expected), count(result.sales.expected))}
        </p>
        <Verdict result={result} money={money} />
      </div>
      <Table result={result} money={money} />
      <p className="max-w-[68ch] text-sm text-ink-soft">
        {words.ranges} {words.profitFrom(loaded.nicheName, loaded.profitAssumed)}
      </p>
      <Fair loaded={loaded} breakEven={result.breakEvenMinor} money={money} />
    </section>
  );
}

function Verdict({ result, money }: { result: FunnelResult; money: Write }) {
  const { leadCostMinor, breakEvenMinor, profitMinor } = result;
  if (!leadCostMinor) return <Notice tone="red" title={words.none} />;
  const [cost, most] = [money(leadCostMinor.expected), money(breakEvenMinor.expected)];
  if (profitMinor.low >= 0) return <Notice tone="good" title={words.verdicts.below(cost, most)} />;
  if (profitMinor.high < 0) return <Notice tone="red" title={words.verdicts.above(cost, most)} />;
  return <Notice tone="amber" title={words.verdicts.unsure(cost, most)} />;
}

function Table({ result, money }: { result: FunnelResult; money: Write }) {
  const rows: { key: keyof typeof words.rows; name: string; value: Ranged | null; write: Write }[] = [
    { key: 'leads', name: words.leads, value: result.leads, write: count },
    { key: 'sales', name: words.sales, value: result.sales, write: count },
    { key: 'leadCost', name: words.leadCost, value: result.leadCostMinor, write: money },
    { key: 'breakEven', name: words.breakEven, value: result.breakEvenMinor, write: money },
    { key: 'breakEvenClick', name: words.breakEvenClick, value: result.breakEvenClickMinor, write: money },
    {
      key: 'earned',
      name: result.profitMinor.expected < 0 ? words.loss : words.earned,
      value: result.profitMinor,
      write: money,
    },
  ];
  return (
    <DataTable
      caption={words.table}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'figure',
          head: words.figure,
          cell: ({ key, name }) => (
            <>
              <span className="block font-medium">{name}</span>
              <span className="block text-xs text-ink-faint">{words.rows[key]}</span>
            </>
          ),
        },
        {
          key: 'expected',
          head: words.expected,
          kind: 'figure',
          cell: ({ value, write }) => (
            <strong className="tabular-nums">{value ? write(value.expected) : words.none}</strong>
          ),
        },
        {
          key: 'range',
          head: words.range,
          kind: 'figure',
          cell: ({ value, write }) =>
            value && (
              <span className="text-ink-soft tabular-nums">
                {words.between(write(value.low), write(value.high))}
              </span>
            ),
        },
      ]}
    />
  );
}

function Fair(props: { loaded: FunnelMarket; breakEven: Ranged; money: Write }) {
  const { loaded, breakEven, money } = props;
  const { p10Minor, p50Minor, p90Minor, whyHref } = loaded.fair;
  const [p10, p50, p90] = [p10Minor, p50Minor, p90Minor].map((minor) => money(Number(minor)));
  return (
    <div className="flex flex-col gap-1 rounded border border-line p-4 text-sm">
      <p>{words.fair(loaded.nicheName, loaded.placeName, p50 ?? '', p10 ?? '', p90 ?? '')}</p>
      <p className="text-ink-soft">
        {breakEven.expected >= Number(p50Minor) ? words.fairBuy : words.fairDear}{' '}
        <Link to={whyHref}>{words.fairWhy}</Link>
      </p>
    </div>
  );
}

/** Whole where there are many; of few, the part after the point is worth showing. */
function count(value: number): string {
  if (value >= 10 || Number.isInteger(value)) return groupThousands(String(Math.round(value)));
  return value.toFixed(1);
}
