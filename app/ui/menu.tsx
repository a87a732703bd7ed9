import { MenuButton, MenuItem, MenuProvider, Menu as Popup, useMenuStore } from '@ariakit/react';
import { Form, Link, useSubmit } from '@remix-run/react';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import { HiddenFields } from './hidden-fields.tsx';
import { Icon, type IconName } from './icons.tsx';
import { useHydrated } from './use-hydrated.ts';

export type MenuEntry = { readonly label: string; readonly icon?: IconName } & (
  | { readonly to: string; readonly current?: boolean }
  | {
      readonly action: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly danger?: boolean;
    }
);

type MenuProps = {
  /** Says what the acts are about. */
  label: string;
  items: readonly MenuEntry[];
  /** What the button shows instead of three dots; the label is then said before it. */
  trigger?: ReactNode;
  triggerClass?: string;
  /** A line over the items. */
  head?: ReactNode;
};

const LIST =
  'z-50 flex min-w-52 max-w-80 flex-col rounded border border-line bg-page p-1 text-sm text-ink shadow';
const ITEM =
  'flex min-h-11 w-full cursor-pointer items-center gap-3 rounded px-3 py-2 text-left text-ink no-underline -outline-offset-2 hover:bg-sunken hover:text-ink data-active-item:bg-sunken data-active-item:outline-2 data-active-item:outline-accent aria-[current=page]:font-medium md:min-h-9';

/** Acts that are rare enough to be folded away. Before scripts run, a fold with links and buttons; then a menu. */
export function Menu(props: MenuProps) {
  const hydrated = useHydrated();
  const submit = useSubmit();
  const store = useMenuStore({ placement: 'bottom-end' });
  if (!hydrated) return <Folded {...props} />;
  // Left to itself, the menu hides once more two frames after Escape, and takes with it one that was opened since.
  const hideOnEscape = () => {
    store.hide();
    return false;
  };
  return (
    <MenuProvider store={store}>
      <MenuButton aria-label={props.trigger ? undefined : props.label} className={triggerClassOf(props)}>
        <Trigger {...props} />
      </MenuButton>
      <Popup
        gutter={4}
        unmountOnHide
        hideOnEscape={hideOnEscape}
        aria-label={props.label}
        className={`work ${LIST}`}
      >
        {props.head && <div className="px-3 py-2">{props.head}</div>}
        {props.items.map((item) =>
          'to' in item ? (
            <MenuItem
              key={keyOf(item)}
              render={<Link to={item.to} aria-current={item.current ? 'page' : undefined} />}
              className={ITEM}
            >
              <Entry item={item} />
            </MenuItem>
          ) : (
            <MenuItem
              key={keyOf(item)}
              onClick={() => submit(item.fields, { method: 'post', action: item.action })}
              className={ITEM}
            >
              <Entry item={item} />
            </MenuItem>
          ),
        )}
      </Popup>
    </MenuProvider>
  );
}

function Folded(props: MenuProps) {
  return (
    <details className="relative min-w-0">
      <summary
        aria-label={props.trigger ? undefined : props.label}
        className={`list-none [&::-webkit-details-marker]:hidden ${triggerClassOf(props)}`}
      >
        <Trigger {...props} />
      </summary>
      <ul aria-label={props.label} className={`absolute right-0 ${LIST}`}>
        {props.head && <li className="px-3 py-2">{props.head}</li>}
        {props.items.map((item) => (
          <li key={keyOf(item)}>
            {'to' in item ? (
              <Link to={item.to} aria-current={item.current ? 'page' : undefined} className={ITEM}>
                <Entry item={item} />
              </Link>
            ) : (
              <Form method="post" action={item.action}>
                <HiddenFields fields={item.fields} />
                <button type="submit" className={ITEM}>
                  <Entry item={item} />
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function triggerClassOf({ triggerClass }: MenuProps): string {
  return triggerClass ?? `${buttonClass('other', { small: true })} cursor-pointer`;
}

/** Two entries may lead to one place, and two acts may be called the same. */
function keyOf(item: MenuEntry): string {
  return `${'to' in item ? item.to : item.action} ${item.label}`;
}

function Trigger({ trigger, label }: MenuProps) {
  if (!trigger) return <Icon name="dots" />;
  return (
    <>
      <span className="sr-only">{label}</span>
      {trigger}
    </>
  );
}

function Entry({ item }: { item: MenuEntry }) {
  return (
    <span className={`flex min-w-0 items-center gap-3 ${'danger' in item && item.danger ? 'text-red' : ''}`}>
      {item.icon && <Icon name={item.icon} />}
      <span className="min-w-0 wrap-anywhere">{item.label}</span>
    </span>
  );
}
