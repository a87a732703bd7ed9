import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { readChargebacks } from '#app/domain/billing/read-chargebacks.server.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';
import { requireStaff } from '../guard.ts';
import { BooksTabs } from './books-tabs.tsx';
import { ChargebackBadge } from './chargeback-badge.tsx';

const words = troubleWords.chargebacks;
const SHOWN = 100;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const chargebacks = await readChargebacks(db.pool, { organisationId: null, limit: SHOWN });
  const buyers = await readOrganisationsById(
    db,
    chargebacks.map(({ organisationId }) => organisationId),
  );
  return {
    now,
    chargebacks: chargebacks.map((one) => ({ ...one, buyer: buyers.get(one.organisationId)?.name ?? '' })),
  };
}

export default function Chargebacks() {
  const { chargebacks, now } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-8">
        <BooksTabs current="chargebacks" />
        {chargebacks.length === 0 ? (
          <EmptyState
            title={words.empty.title}
            text={words.empty.text}
            action={<Link to="/admin/reconciliation">{words.empty.action}</Link>}
          />
        ) : (
          <DataTable
            caption={words.caption}
            rows={chargebacks}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'payment',
                head: words.payment,
                cell: (one) => (
                  <Link
                    to={`/admin/chargebacks/${one.id}`}
                    className="inline-flex min-h-6 items-center font-medium whitespace-nowrap"
                  >
                    {formatMoney(one)}
                  </Link>
                ),
              },
              { key: 'buyer', head: words.buyer, cell: ({ buyer }) => buyer },
              { key: 'state', head: words.state, cell: (one) => <ChargebackBadge chargeback={one} /> },
              {
                key: 'frozen',
                head: words.frozen,
                kind: 'figure',
                cell: ({ frozenMinor, currency }) => formatMoney({ amountMinor: frozenMinor, currency }),
              },
              {
                key: 'due',
                head: words.due,
                cell: ({ evidenceDueAt }) =>
                  evidenceDueAt ? <Moment at={evidenceDueAt} now={now} /> : words.noDue,
              },
            ]}
          />
        )}
      </div>
    </>
  );
}
