import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readRecoveries } from '#app/domain/billing/read-recoveries.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { readTakeBacksOf } from '#app/domain/disputes/read-take-back.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { requireMember } from '../guard.ts';

const words = sellerMoneyWords.debt;
const LIMIT = 50;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const [wallets, takeBacks, recoveries] = await Promise.all([
    readWallet(db.pool, organisation.id),
    readTakeBacksOf(db, { sellerOrganisationId: organisation.id, limit: LIMIT }),
    readRecoveries(db, { organisationId: organisation.id, limit: LIMIT }),
  ]);
  return {
    now,
    takeBacks,
    recoveries,
    owed: wallets
      .filter(({ debt }) => debt > 0n)
      .map(({ debt, currency }) => ({ amountMinor: debt, currency })),
  };
}

export default function Debt() {
  const { owed } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/sell/earnings', label: words.back }} />
      <div className="flex flex-col gap-8">
        {owed.length === 0 && <Notice tone="good" {...words.none} />}
        {owed.map((money) => (
          <Notice
            key={money.currency}
            tone="amber"
            title={words.owed(formatMoney(money))}
            text={words.owedText}
          />
        ))}
        <TakeBacks />
        <Recoveries />
      </div>
    </>
  );
}

function TakeBacks() {
  const { takeBacks, now } = useLoaderData<typeof loader>();
  return (
    <Section
      id="taken-back"
      title={words.takeBacks}
      {...(takeBacks.length === 0 ? { intro: words.takeBacksEmpty } : {})}
    >
      {takeBacks.length > 0 && (
        <DataTable
          caption={words.takeBacks}
          rows={takeBacks}
          rowKey={({ saleId }) => saleId}
          columns={[
            {
              key: 'when',
              head: words.when,
              cell: ({ decidedAt }) => <Moment at={decidedAt} now={now} exact />,
            },
            {
              key: 'sale',
              head: words.sale,
              cell: ({ saleId }) => <span className="font-mono text-xs wrap-anywhere">{saleId}</span>,
            },
            {
              key: 'available',
              head: words.fromAvailable,
              kind: 'figure',
              cell: ({ fromAvailableMinor, currency }) => (
                <Money amountMinor={fromAvailableMinor} currency={currency} />
              ),
            },
            {
              key: 'debt',
              head: words.becameDebt,
              kind: 'figure',
              cell: ({ debtMinor, currency }) => <Money amountMinor={debtMinor} currency={currency} />,
            },
            {
              key: 'why',
              head: words.reason,
              kind: 'text',
              cell: ({ reason }) => (
                <span className="block max-w-[60ch] whitespace-pre-line text-ink-soft">
                  {reason ?? words.erased}
                </span>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function Recoveries() {
  const { recoveries, now } = useLoaderData<typeof loader>();
  return (
    <Section
      id="recovered"
      title={words.recoveries}
      {...(recoveries.length === 0 ? { intro: words.recoveriesEmpty } : {})}
    >
      {recoveries.length > 0 && (
        <DataTable
          caption={words.recoveries}
          rows={recoveries}
          rowKey={({ id }) => id}
          columns={[
            { key: 'when', head: words.when, cell: ({ at }) => <Moment at={at} now={now} exact /> },
            {
              key: 'amount',
              head: words.amount,
              kind: 'figure',
              cell: ({ amountMinor, currency }) => <Money amountMinor={amountMinor} currency={currency} />,
            },
            {
              key: 'from',
              head: words.from,
              cell: ({ causeId }) => (
                <>
                  <span className="block">{words.causes(causeId)}</span>
                  <span className="block font-mono text-xs text-ink-faint wrap-anywhere">{causeId}</span>
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
