import type { ReactNode } from 'react';
import { buttonClass } from '#app/ui/button.tsx';

/** A link to a file. The browser itself fetches it: to the router it is no page. */
export function DownloadLink(props: { to: string; label?: string; children: ReactNode }) {
  return (
    <a
      href={props.to}
      download
      aria-label={props.label}
      className={`${buttonClass('other', { small: true })} no-underline`}
    >
      {props.children}
    </a>
  );
}
