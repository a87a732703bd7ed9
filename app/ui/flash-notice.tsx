import { useActionData, useLocation, useSearchParams } from '@remix-run/react';
import { type ReactNode, useEffect } from 'react';
import { Notice, type NoticeTone } from './notice.tsx';
import { TakesFocus } from './takes-focus.tsx';

export type Flash = {
  readonly tone?: NoticeTone;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
};

/**
 * What a form did, after it led to this page by `?done=code`. It takes the focus, and takes the code out of the
 * address, so that it does not come again when the page is loaded again.
 */
export function FlashNotice({ notices }: { notices: Readonly<Partial<Record<string, Flash>>> }) {
  const [query] = useSearchParams();
  const { key } = useLocation();
  const isAnswered = Boolean(useActionData());
  const code = query.get('done') ?? '';
  const notice = Object.hasOwn(notices, code) ? notices[code] : undefined;
  useEffect(() => {
    if (!notice) return;
    const address = new URL(window.location.href);
    address.searchParams.delete('done');
    window.history.replaceState(window.history.state, '', address);
  }, [notice]);
  // The answer to a form that was sent since then is newer.
  if (!notice || isAnswered) return null;
  return (
    <TakesFocus news={key} role="status" className="mb-4 rounded">
      <Notice {...notice} tone={notice.tone ?? 'good'} />
    </TakesFocus>
  );
}
