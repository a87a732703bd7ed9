import type { ActingFor, PlatformRole } from '#app/domain/identity/visitor.ts';
import { platformRoleReaches, roleReaches } from '#app/domain/identity/visitor.ts';
import type { IconName } from '#app/ui/icons.tsx';
import { navigationWords } from '#app/words/en/navigation.ts';

export type Area = 'sell' | 'buy' | 'moderate' | 'admin' | 'account';

export type NavigationLink = {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
  /** Where else its pages lie. */
  readonly also?: readonly string[];
};

const words = navigationWords.links;

/** The pages of each side of the house, the most used first: a phone shows five. */
const LINKS: Readonly<Record<Area, readonly NavigationLink[]>> = {
  sell: [
    { to: '/sell', label: words.home, icon: 'home' },
    { to: '/sell/leads', label: words.leads, icon: 'leads', also: ['/sell/import'] },
    { to: '/sell/offers', label: words.offers, icon: 'offers', also: ['/sell/channels'] },
    { to: '/sell/demand', label: words.demand, icon: 'board' },
    { to: '/sell/earnings', label: words.earnings, icon: 'money' },
    { to: '/sell/disputes', label: words.disputes, icon: 'gavel' },
    { to: '/sell/acceptance', label: words.acceptance, icon: 'chart' },
    { to: '/sell/postbacks', label: words.postbacks, icon: 'webhook' },
  ],
  buy: [
    { to: '/buy', label: words.home, icon: 'home' },
    { to: '/buy/inbox', label: words.inbox, icon: 'inbox' },
    { to: '/buy/orders', label: words.orders, icon: 'orders' },
    { to: '/buy/market', label: words.listings, icon: 'search' },
    { to: '/buy/wallet', label: words.wallet, icon: 'wallet' },
    { to: '/buy/disputes', label: words.disputes, icon: 'gavel' },
  ],
  moderate: [
    { to: '/moderate', label: words.home, icon: 'home' },
    { to: '/moderate/sellers', label: words.sellers, icon: 'building' },
    { to: '/moderate/offers', label: words.offers, icon: 'offers' },
    { to: '/moderate/disputes', label: words.disputes, icon: 'gavel' },
    { to: '/moderate/sales', label: words.sales, icon: 'money' },
  ],
  admin: [
    { to: '/admin', label: words.home, icon: 'home' },
    { to: '/admin/people', label: words.people, icon: 'people' },
    { to: '/admin/niches', label: words.niches, icon: 'offers' },
    { to: '/admin/reconciliation', label: words.books, icon: 'money' },
    { to: '/admin/jobs', label: words.jobs, icon: 'jobs' },
    { to: '/admin/organisations', label: words.organisations, icon: 'building' },
    { to: '/admin/papers', label: words.papers, icon: 'orders' },
    { to: '/admin/bank', label: words.bank, icon: 'money' },
    { to: '/admin/settings', label: words.settings, icon: 'settings' },
    { to: '/admin/rates', label: words.rates, icon: 'chart' },
    { to: '/admin/suppression', label: words.suppression, icon: 'cross' },
  ],
  account: [
    { to: '/account', label: words.profile, icon: 'people' },
    { to: '/account/security', label: words.security, icon: 'shield' },
    { to: '/account/organisation', label: words.organisation, icon: 'building' },
    { to: '/account/keys', label: words.keys, icon: 'key' },
    { to: '/account/endpoints', label: words.endpoints, icon: 'webhook' },
    { to: '/account/statements', label: words.statements, icon: 'chart' },
    { to: '/account/outlooks', label: words.outlooks, icon: 'chart' },
    { to: '/account/invoices', label: words.invoices, icon: 'orders' },
    { to: '/account/legal', label: words.legal, icon: 'building' },
    { to: '/account/suppression', label: words.suppression, icon: 'cross' },
  ],
};

/** The sides that somebody may open, in the order in which they are offered. */
export function areasOf(visitor: {
  person: { platformRole: PlatformRole | null };
  organisation: ActingFor | null;
}): Area[] {
  const { organisation, person } = visitor;
  return [
    ...(organisation?.buys ? (['buy'] as const) : []),
    ...(organisation?.sells ? (['sell'] as const) : []),
    ...(platformRoleReaches(person.platformRole, 'moderator') ? (['moderate'] as const) : []),
    ...(platformRoleReaches(person.platformRole, 'admin') ? (['admin'] as const) : []),
    'account',
  ];
}

/** What the left side of the screen leads to on a page of this area. */
export function linksOf(area: Area, organisation: ActingFor | null): readonly NavigationLink[] {
  if (area !== 'account') return LINKS[area];
  const closed = [
    ...(organisation ? [] : ['/account/organisation', '/account/outlooks']),
    ...(organisation && roleReaches(organisation.role, 'manager')
      ? []
      : [
          '/account/keys',
          '/account/endpoints',
          '/account/statements',
          '/account/invoices',
          '/account/suppression',
        ]),
    ...(organisation?.sells ? [] : ['/account/invoices']),
    ...(organisation && roleReaches(organisation.role, 'owner') ? [] : ['/account/legal']),
  ];
  return LINKS.account.filter(({ to }) => !closed.includes(to));
}
