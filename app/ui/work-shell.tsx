import { Link, NavLink, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { Currency } from '#app/kernel/money.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { focusInstead } from './error-summary.tsx';
import { Icon, type IconName } from './icons.tsx';
import markUrl from './mark.svg';
import { Menu } from './menu.tsx';
import { Money } from './money.tsx';

export type NavigationItem = {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
  /** Where else its pages lie. */
  readonly also?: readonly string[];
  /** How many things wait there. */
  readonly count?: number;
};

export type WorkShellProps = {
  navigation: readonly NavigationItem[];
  organisation: {
    readonly name: string;
    /** Where else the person belongs to. */
    readonly others?: readonly { readonly id: string; readonly name: string }[];
  } | null;
  person: { readonly name: string; readonly email: string };
  /** The sides of the house that the person works on; where there is one only, none is shown. */
  areas?: readonly { readonly to: string; readonly label: string; readonly current: boolean }[];
  balance?: { readonly href: string; readonly amountMinor: bigint; readonly currency: Currency } | null;
  children: ReactNode;
};

const words = uiWords.shell;
const ORGANISATIONS = '/account/organisations';
/** What fits side by side on the narrowest phone. */
const BAR_ITEMS = 5;

/** What stands around every page of a person who is logged in. */
export function WorkShell(props: WorkShellProps) {
  return (
    <div className="work min-h-dvh md:grid md:grid-cols-[13rem_minmax(0,1fr)] md:grid-rows-[auto_1fr]">
      {/* biome-ignore lint/a11y/useValidAnchor: without scripts it is a link, with them it does what the link says */}
      <a
        href="#content"
        onClick={focusInstead}
        className="sr-only focus:not-sr-only focus:fixed focus:z-40 focus:m-2 focus:rounded focus:bg-page focus:p-3 focus:shadow"
      >
        {words.skip}
      </a>
      <TopBar {...props} />
      <SideNavigation navigation={props.navigation} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl min-w-0 px-4 pt-5 pb-28 text-sm outline-none md:px-8 md:pt-8 md:pb-16"
      >
        {props.children}
      </main>
      <BottomNavigation navigation={props.navigation} />
    </div>
  );
}

function TopBar({ organisation, person, balance, areas = [] }: WorkShellProps) {
  return (
    <header className="sticky top-0 z-20 col-span-2 flex h-14 items-center gap-2 border-b border-line bg-page px-4 text-sm sm:gap-4">
      <Link
        to="/"
        className="flex min-h-11 shrink-0 items-center gap-2 text-base font-semibold text-ink no-underline"
      >
        <img src={markUrl} alt="" width="28" height="28" />
        <span className={organisation ? 'sr-only sm:not-sr-only' : ''}>{words.name}</span>
      </Link>
      {organisation && <OrganisationSwitch {...organisation} />}
      {areas.length > 1 && <Areas areas={areas} />}
      <div className="ml-auto flex shrink-0 items-center gap-1 sm:gap-3">
        {balance && (
          <Link to={balance.href} className="flex min-h-11 items-center gap-2 text-ink no-underline">
            <span className="sr-only text-ink-faint md:not-sr-only">{words.balance}</span>
            <span className="font-medium">
              <Money amountMinor={balance.amountMinor} currency={balance.currency} />
            </span>
          </Link>
        )}
        <Menu
          label={words.account}
          triggerClass="flex size-11 cursor-pointer items-center justify-center rounded hover:bg-sunken"
          trigger={<Initial name={person.name} />}
          head={
            <span className="flex flex-col">
              <span className="font-medium wrap-anywhere">{person.name}</span>
              <span className="text-xs wrap-anywhere text-ink-faint">{person.email}</span>
            </span>
          }
          items={[
            ...(areas.length > 1 ? areas : []),
            { to: '/account', label: words.profile, icon: 'settings' },
            { to: '/account/security', label: words.security, icon: 'shield' },
            { to: ORGANISATIONS, label: words.organisations, icon: 'building' },
            { action: '/log-out', fields: {}, label: words.logOut, icon: 'exit' },
          ]}
        />
      </div>
    </header>
  );
}

/** On a phone they stand in the account's menu alone. */
function Areas({ areas }: { areas: NonNullable<WorkShellProps['areas']> }) {
  return (
    <nav aria-label={words.areas} className="hidden lg:block">
      <ul className="flex gap-1">
        {areas.map((area) => (
          <li key={area.to}>
            <Link
              to={area.to}
              aria-current={area.current ? 'true' : undefined}
              className="flex min-h-9 items-center rounded px-3 text-ink-soft no-underline hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
            >
              {area.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Initial({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="flex size-8 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent"
    >
      {name.trim().slice(0, 1).toUpperCase()}
    </span>
  );
}

/** One organisation is a link to all of them; several can be switched between. */
function OrganisationSwitch({ name, others = [] }: NonNullable<WorkShellProps['organisation']>) {
  const shown = (
    <>
      <Icon name="building" />
      <span className="max-w-32 truncate sm:max-w-56">{name}</span>
    </>
  );
  const look =
    'flex min-h-11 min-w-0 cursor-pointer items-center gap-2 rounded px-2 text-ink no-underline hover:bg-sunken hover:text-ink';
  if (others.length === 0) {
    return (
      <Link to={ORGANISATIONS} className={look}>
        <span className="sr-only">{words.organisation}</span>
        {shown}
      </Link>
    );
  }
  return (
    <Menu
      label={words.organisation}
      triggerClass={look}
      trigger={
        <>
          {shown}
          <Icon name="chevron" size={14} />
        </>
      }
      items={[
        ...others.map((other) => ({
          action: ORGANISATIONS,
          fields: { organisation: other.id },
          label: words.switchTo(other.name),
        })),
        { to: ORGANISATIONS, label: words.organisations },
      ]}
    />
  );
}

function SideNavigation({ navigation }: Pick<WorkShellProps, 'navigation'>) {
  return (
    <nav aria-label={words.navigation} className="hidden border-r border-line p-3 md:block">
      <ul className="sticky top-17 flex flex-col gap-1">
        {navigation.map((item) => (
          <li key={item.to}>
            <ItemLink
              item={item}
              all={navigation}
              className="flex min-h-10 items-center gap-3 rounded px-3 text-sm text-ink-soft no-underline hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              <Icon name={item.icon} />
              <span className="min-w-0 flex-1">{item.label}</span>
              <Waiting count={item.count} />
            </ItemLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function BottomNavigation({ navigation }: Pick<WorkShellProps, 'navigation'>) {
  const shown = navigation.length > BAR_ITEMS ? navigation.slice(0, BAR_ITEMS - 1) : navigation;
  const others = navigation.slice(shown.length);
  return (
    <nav
      aria-label={words.navigation}
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-page pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {shown.map((item) => (
          <li key={item.to} className="min-w-0 flex-1">
            <ItemLink item={item} all={navigation} className={BAR_ITEM}>
              <Icon name={item.icon} />
              <span className="text-center leading-tight wrap-anywhere">{item.label}</span>
              {item.count ? (
                <span className="absolute top-1 left-1/2 ml-1">
                  <Waiting count={item.count} />
                </span>
              ) : null}
            </ItemLink>
          </li>
        ))}
        {others.length > 0 && (
          <li className="min-w-0 flex-1">
            <MoreItems items={others} />
          </li>
        )}
      </ul>
    </nav>
  );
}

const BAR_ITEM =
  'relative flex min-h-14 cursor-pointer flex-col items-center gap-0.5 px-0.5 pt-2 pb-1.5 text-xs text-ink-soft no-underline -outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-accent';

/** The browser's own fold, opened upwards. It is another one on every page, so that it does not stay open over the next. */
function MoreItems({ items }: { items: readonly NavigationItem[] }) {
  const { key } = useLocation();
  return (
    <details key={key}>
      <summary className={`list-none [&::-webkit-details-marker]:hidden ${BAR_ITEM}`}>
        <Icon name="dots" />
        {words.more}
      </summary>
      <ul className="absolute right-2 bottom-full mb-2 flex min-w-52 flex-col rounded border border-line bg-page p-1 shadow">
        {items.map((item) => (
          <li key={item.to}>
            <ItemLink
              item={item}
              all={items}
              className="flex min-h-11 items-center gap-3 rounded px-3 text-sm text-ink no-underline -outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              <Icon name={item.icon} />
              <span className="flex-1">{item.label}</span>
              <Waiting count={item.count} />
            </ItemLink>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A link of the navigation, marked while one of its pages is open. */
function ItemLink(props: {
  item: NavigationItem;
  all: readonly NavigationItem[];
  className: string;
  children: ReactNode;
}) {
  const { item } = props;
  const { pathname } = useLocation();
  const isElsewhere = item.also?.some((path) => pathname === path || pathname.startsWith(`${path}/`));
  if (isElsewhere)
    return (
      <Link to={item.to} aria-current="page" className={props.className}>
        {props.children}
      </Link>
    );
  return (
    <NavLink to={item.to} end={isStart(item, props.all)} className={props.className}>
      {props.children}
    </NavLink>
  );
}

function Waiting({ count }: { count: number | undefined }) {
  if (!count) return null;
  return (
    <span className="rounded-full bg-amber-soft px-1.5 text-xs font-medium text-amber tabular-nums">
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{words.waiting(count)}</span>
    </span>
  );
}

/** Whether other places lie below this one, so that it is not marked while one is at them. */
function isStart(item: NavigationItem, all: readonly NavigationItem[]): boolean {
  return all.some((other) => other !== item && other.to.startsWith(`${item.to}/`));
}
