import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData, useLocation } from '@remix-run/react';
import { readSpendable } from '#app/domain/billing/read-spendable.server.ts';
import { Notice } from '#app/ui/notice.tsx';
import { WorkShell } from '#app/ui/work-shell.tsx';
import { navigationWords } from '#app/words/en/navigation.ts';
import { requirePerson } from './guard.ts';
import { type Area, areasOf, linksOf } from './navigation.ts';

/** Who works here, and for whom. Each page below asks for itself what it needs. */
export async function loader(args: LoaderFunctionArgs) {
  const { person, organisation, others } = await requirePerson(args);
  const wallets = organisation?.buys ? await readSpendable(args.context.db.pool, organisation.id) : [];
  const [fullest] = wallets
    .filter((wallet) => wallet.spendable > 0n)
    .sort((a, b) => (a.spendable < b.spendable ? 1 : -1));
  return {
    person,
    organisation,
    others,
    areas: areasOf({ person, organisation }),
    balance: organisation?.buys
      ? { amountMinor: fullest?.spendable ?? 0n, currency: fullest?.currency ?? wallets[0]?.currency ?? null }
      : null,
  };
}

export default function WorkLayout() {
  const { person, organisation, others, areas, balance } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const area = (pathname.split('/')[1] ?? 'account') as Area;
  return (
    <WorkShell
      navigation={linksOf(area, organisation)}
      areas={areas.map((one) => ({
        to: `/${one}`,
        label: navigationWords.areas[one],
        current: one === area,
      }))}
      organisation={organisation && { name: organisation.name, others }}
      person={person}
      balance={
        balance?.currency
          ? { href: '/buy/wallet', amountMinor: balance.amountMinor, currency: balance.currency }
          : null
      }
    >
      {organisation?.blocked && (
        <div className="pb-6">
          <Notice
            tone="red"
            title={navigationWords.blocked.title(organisation.name)}
            text={navigationWords.blocked.text(organisation.blockReason)}
          />
        </div>
      )}
      <Outlet />
    </WorkShell>
  );
}
