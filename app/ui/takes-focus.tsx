import { type AriaRole, type ReactNode, useEffect, useRef } from 'react';

/**
 * What answers the last act and is to be read before all else. It takes the focus: by the page's own attribute where
 * there are no scripts, and where there are, whenever `news` changes.
 */
export function TakesFocus(props: {
  news: unknown;
  role?: AriaRole;
  className: string;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same thing told again is news again
  useEffect(() => box.current?.focus(), [props.news]);
  return (
    <div
      ref={box}
      role={props.role}
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: it comes only as the answer to what the person just did
      autoFocus
      className={props.className}
    >
      {props.children}
    </div>
  );
}
