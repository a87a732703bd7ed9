import { Link } from '@remix-run/react';
import type { Wallet } from '#app/domain/billing/read-wallet.server.ts';
import type { OfferStatus } from '#app/domain/catalog/offer.ts';
import type { OrderTerms } from '#app/domain/exchange/order.ts';
import type { InspectedOrganisation } from '#app/domain/identity/inspect-organisation.server.ts';
import type { OrganisationCounts } from '#app/domain/reports/count-organisation.server.ts';
import type { Money as Amount } from '#app/kernel/money.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { stateWords } from '#app/words/en/states.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { sidesOf } from './organisation-badges.tsx';

const words = adminWords.organisation;

/** Who they are and what they did here, in numbers. */
export function Facts(props: { organisation: InspectedOrganisation; counts: OrganisationCounts; now: Date }) {
  const { organisation, counts, now } = props;
  const both = (...parts: readonly string[]) => parts.join(' · ');
  return (
    <Section id="facts" title={words.facts}>
      <DefinitionList
        items={[
          { term: words.country, value: uiWords.countryName(organisation.countryCode) },
          { term: words.sides, value: sidesOf(organisation) },
          ...(organisation.sells
            ? [
                { term: words.review, value: stateWords.review[organisation.reviewStatus] },
                { term: words.sold, value: counts.sold.toLocaleString('en') },
                {
                  term: words.against,
                  value: both(String(counts.disputesAgainst), words.upheld(counts.disputesAgainstUpheld)),
                },
              ]
            : []),
          ...(organisation.buys
            ? [
                { term: words.bought, value: counts.bought.toLocaleString('en') },
                {
                  term: words.raised,
                  value: both(String(counts.disputesRaised), words.upheld(counts.disputesRaisedUpheld)),
                },
              ]
            : []),
          { term: words.keys, value: String(counts.keys) },
          { term: words.since, value: <Moment at={organisation.createdAt} now={now} exact /> },
        ]}
      />
    </Section>
  );
}

/** Who belongs to it. */
export function Members({ members }: { members: InspectedOrganisation['members'] }) {
  return (
    <Section id="people" title={words.people}>
      <DataTable
        caption={words.people}
        rows={members}
        rowKey={({ personId }) => personId}
        columns={[
          {
            key: 'person',
            head: words.person,
            cell: ({ personId, name, email }) => (
              <>
                <Link
                  to={`/admin/people/${personId}`}
                  className="inline-flex min-h-6 items-center font-medium wrap-anywhere"
                >
                  {name}
                </Link>
                <span className="block text-xs text-ink-faint wrap-anywhere">{email}</span>
              </>
            ),
          },
          { key: 'role', head: words.role, cell: ({ role }) => adminWords.memberRoles[role] },
          {
            key: 'state',
            head: words.state,
            cell: ({ isDisabled }) => isDisabled && <Badge tone="red">{adminWords.states.disabled}</Badge>,
          },
        ]}
      />
    </Section>
  );
}

/** What it has here, a row a currency. */
export function Balances({ wallets }: { wallets: readonly Wallet[] }) {
  const kinds = ['spendable', 'reserved', 'pending', 'available', 'debt'] as const;
  return (
    <Section id="balances" title={words.balances}>
      {wallets.length === 0 ? (
        <p className="text-sm text-ink-soft">{words.noBalances}</p>
      ) : (
        <DataTable
          caption={words.balances}
          rows={wallets}
          rowKey={({ currency }) => currency}
          columns={[
            {
              key: 'currency',
              head: words.currency,
              cell: ({ currency }) => <span className="font-medium">{currency}</span>,
            },
            ...kinds.map((kind) => ({
              key: kind,
              head: words[kind],
              kind: 'figure' as const,
              cell: (wallet: Wallet) => <Money amountMinor={wallet[kind]} currency={wallet.currency} />,
            })),
          ]}
        />
      )}
    </Section>
  );
}

type OfferLine = { id: string; status: OfferStatus; niche: string; regions: string; ask: Amount };

/** What it sells. */
export function Offers({ offers, counts }: { offers: readonly OfferLine[]; counts: OrganisationCounts }) {
  return (
    <Section
      id="offers"
      title={words.offers}
      intro={offers.length === 0 ? words.noOffers : words.offersOf(counts.activeOffers, counts.offers)}
    >
      {offers.length > 0 && (
        <DataTable
          caption={words.offers}
          rows={offers}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'niche',
              head: words.niche,
              cell: ({ id, niche }) => (
                <>
                  <span className="block font-medium">{niche}</span>
                  <span className="block font-mono text-xs text-ink-faint wrap-anywhere">{id}</span>
                </>
              ),
            },
            { key: 'regions', head: words.regions, cell: ({ regions }) => regions },
            { key: 'ask', head: words.ask, kind: 'figure', cell: ({ ask }) => <Money {...ask} /> },
            {
              key: 'state',
              head: words.state,
              cell: ({ status }) => <StateBadge of="offer" state={status} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

type OrderLine = {
  id: string;
  status: OrderTerms['status'];
  niches: string;
  regions: string;
  maxPrice: Amount;
};

/** What it buys. */
export function Orders({ orders, counts }: { orders: readonly OrderLine[]; counts: OrganisationCounts }) {
  return (
    <Section
      id="orders"
      title={words.orders}
      intro={orders.length === 0 ? words.noOrders : words.ordersOf(counts.activeOrders, counts.orders)}
    >
      {orders.length > 0 && (
        <DataTable
          caption={words.orders}
          rows={orders}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'niches',
              head: words.niches,
              cell: ({ id, niches }) => (
                <>
                  <span className="block font-medium">{niches}</span>
                  <span className="block font-mono text-xs text-ink-faint wrap-anywhere">{id}</span>
                </>
              ),
            },
            { key: 'regions', head: words.regions, cell: ({ regions }) => regions },
            {
              key: 'price',
              head: words.maxPrice,
              kind: 'figure',
              cell: ({ maxPrice }) => <Money {...maxPrice} />,
            },
            {
              key: 'state',
              head: words.state,
              cell: ({ status }) => <StateBadge of="order" state={status} />,
            },
          ]}
        />
      )}
    </Section>
  );
}
