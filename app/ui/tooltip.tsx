import { Tooltip as Bubble, TooltipAnchor, TooltipProvider } from '@ariakit/react';
import type { ReactElement } from 'react';
import { useHydrated } from './use-hydrated.ts';

/**
 * A word more about something that has a name already, on hover and on focus.
 * @param children one element that can have the focus
 */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  const hydrated = useHydrated();
  if (!hydrated) return <span title={text}>{children}</span>;
  return (
    <TooltipProvider>
      <span>
        <TooltipAnchor render={children} />
      </span>
      <Bubble
        portal={false}
        unmountOnHide
        gutter={4}
        className="work z-50 max-w-72 rounded border border-line bg-page px-3 py-2 text-xs text-ink shadow"
      >
        {text}
      </Bubble>
    </TooltipProvider>
  );
}
