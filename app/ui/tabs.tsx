import { Link } from '@remix-run/react';
import { useEffect, useRef } from 'react';

export type Tab = { readonly to: string; readonly label: string; readonly count?: number | string };

/** Views of one thing, each a page with an address. @param current the address that is shown */
export function Tabs(props: { label: string; current: string; items: readonly Tab[] }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the row is wider than the screen: where one is has to be seen. The page itself stays where it is.
    const here = bar.current?.querySelector(`[aria-current="page"]`);
    if (bar.current && here)
      bar.current.scrollLeft +=
        here.getBoundingClientRect().right - bar.current.getBoundingClientRect().right;
  }, []);
  return (
    <nav ref={bar} aria-label={props.label} className="overflow-x-auto border-b border-line">
      <ul className="flex gap-5">
        {props.items.map((item) => (
          <li key={item.to}>
            <Link
              to={item.to}
              aria-current={item.to === props.current ? 'page' : undefined}
              className="flex min-h-11 items-center gap-2 border-b-2 border-transparent whitespace-nowrap text-ink-soft no-underline -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {item.label}
              {item.count !== undefined && (
                <span className="rounded bg-neutral-soft px-1.5 text-xs text-neutral tabular-nums">
                  {item.count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
